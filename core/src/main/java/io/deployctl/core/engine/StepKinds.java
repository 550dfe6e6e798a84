package io.deployctl.core.engine;

import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the engine has to know of providers by name, and nothing else does. */
final class StepKinds {
  /** The provider of objects: its steps own inventory entries one by one, and it prunes. */
  static final String MANIFESTS = "manifests";

  /** The provider of commands, which nothing in the target tells the end of. */
  static final String COMMANDS = "exec";

  /** The provider that an automatic rollback may touch where the step says it is stateless. */
  static final String HELM = "helm";

  // What holds data or everything else up: a rollback leaves it as it is.
  private static final Set<String> INFRASTRUCTURE = Set.of("terraform");

  private static final Set<String> PROTECTED_KINDS =
      Set.of(
          "Namespace",
          "CustomResourceDefinition",
          "PersistentVolumeClaim",
          "PersistentVolume",
          "StorageClass");

  private StepKinds() {}

  /** Returns whether what a step describes can be there already, as somebody else's. */
  static boolean isAdopting(String provider) {
    return provider.equals(MANIFESTS) || provider.equals(HELM);
  }

  static boolean isInfrastructure(String provider) {
    return INFRASTRUCTURE.contains(provider);
  }

  /** Returns whether objects of the kind take data or other objects with them when deleted. */
  static boolean isProtectedKind(String kind) {
    return PROTECTED_KINDS.contains(kind);
  }

  static boolean isDeletion(Verb verb) {
    return verb == Verb.DELETE;
  }

  static Optional<Provider> find(List<Provider> providers, String name) {
    return providers.stream()
        .filter(provider -> provider.descriptor().name().equals(name))
        .findFirst();
  }

  /** Returns whether steps of the provider only look. Unknown providers do not. */
  static boolean isCheck(List<Provider> providers, String name) {
    return find(providers, name).map(provider -> provider.descriptor().check()).orElse(false);
  }
}
