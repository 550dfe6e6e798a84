package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.SecretReader;
import io.deployctl.core.value.SecretText;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads secrets through another reader and keeps them for a {@link Recipe}. Safe for threads. */
public final class SecretRecorder implements SecretReader {
  private final SecretReader reader;
  private final Map<String, SecretText> read = new ConcurrentHashMap<>();

  /** Makes one in front of the given reader. */
  public SecretRecorder(SecretReader reader) {
    this.reader = requireNonNull(reader, "reader is null");
  }

  @Override
  public Set<String> sources() {
    return reader.sources();
  }

  @Override
  public SecretText read(String source, String reference) {
    SecretText secret = reader.read(source, reference);
    read.put(source + ":" + reference, secret);
    return secret;
  }

  /** Returns every secret that was read so far, by {@code SOURCE:REFERENCE}. */
  public Map<String, SecretText> secrets() {
    return Map.copyOf(read);
  }
}
