package io.deployctl.core.config;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the secrets that values name, without reading one. For one thread. */
final class NamedSecrets {
  private final Set<SecretName> names = new LinkedHashSet<>();

  /** Adds what the value and everything in it names. */
  NamedSecrets add(Raw raw) {
    if (raw instanceof Raw.Mapping mapping) {
      mapping.entries().values().forEach(this::add);
    } else if (raw instanceof Raw.Sequence sequence) {
      sequence.items().forEach(this::add);
    } else {
      ((Raw.Scalar) raw)
          .templateText()
          .ifPresent(text -> Template.parse(text).parts().forEach(this::add));
    }
    return this;
  }

  /** Returns them in the order in which they came. */
  Set<SecretName> names() {
    return new LinkedHashSet<>(names);
  }

  private void add(Template.Part part) {
    if (part instanceof Template.SecretReference secret) {
      names.add(new SecretName(secret.source(), secret.reference()));
    }
  }
}
