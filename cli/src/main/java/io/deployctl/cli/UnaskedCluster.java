package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.SecretReader;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.secret.SecretSources;
import java.util.Set;

/**
 * Reads secrets, but none of the cluster: something else stands in for those. For commands that
 * connect to no cluster, or run before an account may read there, and never show a secret.
 */
final class UnaskedCluster implements SecretReader {
  private final SecretReader reader;

  UnaskedCluster(SecretReader reader) {
    this.reader = requireNonNull(reader, "reader is null");
  }

  @Override
  public Set<String> sources() {
    return reader.sources();
  }

  @Override
  public SecretText read(String source, String reference) {
    return source.equals(SecretSources.KUBERNETES)
        ? new SecretText(SecretText.MASK)
        : reader.read(source, reference);
  }
}
