package io.deployctl.providers.input;

import io.deployctl.core.model.Digest;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Collects what a step is planned from into one digest. Secrets count by their tag, volatile ones
 * not at all; the order of a map's keys does not count. For one thread.
 */
public final class InputDigest {
  private final Tagger tagger;
  private final StringBuilder canonical = new StringBuilder();

  /** Starts with nothing. */
  public InputDigest(Tagger tagger) {
    this.tagger = tagger;
  }

  /** Adds a value under a name. */
  public InputDigest add(String name, Value value) {
    text(name);
    value(value);
    return this;
  }

  /** Adds bytes under a name. */
  public InputDigest add(String name, byte[] content) {
    text(name);
    text(Digest.of(content).value());
    return this;
  }

  /** Returns the digest of all that was added. */
  public Digest digest() {
    return Digest.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void value(Value value) {
    if (value instanceof Value.Mapping mapping) {
      canonical.append('{');
      new TreeMap<>(mapping.entries()).forEach(this::add);
      canonical.append('}');
    } else if (value instanceof Value.Sequence sequence) {
      canonical.append('[');
      sequence.items().forEach(this::value);
      canonical.append(']');
    } else if (value instanceof Value.Secret secret) {
      text("secret");
      text(secret.changesCount() ? tagger.tag(secret.text().reveal()).value() : "");
    } else if (value instanceof Value.Unknown unknown) {
      text("unknown");
      text(unknown.waitsOn().toString());
    } else if (value instanceof Value.Scalar scalar) {
      text(scalar.data().map(data -> data.getClass().getSimpleName()).orElse("null"));
      text(scalar.text());
    }
  }

  /** Appends the text with its length before it, so that no two sequences of texts look alike. */
  private void text(String text) {
    canonical.append(text.length()).append(':').append(text);
  }
}
