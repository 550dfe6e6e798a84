package io.deployctl.providers.manifests;

import io.deployctl.core.plan.FieldOrigin;
import java.util.Optional;

/** Says where the fields of a manifest came from. */
final class FieldOrigins {
  private static final FieldOrigin RESTORED =
      FieldOrigin.unwritten(FieldOrigin.Kind.RELEASE, "as the release has it");
  private static final FieldOrigin OURS =
      FieldOrigin.unwritten(FieldOrigin.Kind.SETTING, "deployctl marks what is the environment's");
  private static final FieldOrigin RESTART =
      FieldOrigin.unwritten(
          FieldOrigin.Kind.SETTING,
          "restarts the pods: a ConfigMap or Secret that they read changes");
  private static final FieldOrigin SERVER =
      FieldOrigin.unwritten(FieldOrigin.Kind.TARGET, "written nowhere: the cluster sets it");

  private FieldOrigins() {}

  /** Returns where the object came from. */
  static FieldOrigin of(Manifest manifest) {
    return manifest.written().map(Written::object).orElse(RESTORED);
  }

  /** Returns where what becomes of a field came from. */
  static FieldOrigin of(Manifest manifest, FieldDiff.Difference difference) {
    FieldPath path = difference.path();
    if (path.toString().contains("[" + Labels.CONFIG_TAG + "]")) {
      return RESTART;
    }
    if (Labels.isOurs(path)) {
      return OURS;
    }
    Optional<Written> written = manifest.written();
    if (written.isEmpty()) {
      return RESTORED;
    }
    boolean added = !difference.after().isMissingNode() && path.in(manifest.body()).isMissingNode();
    return added ? SERVER : written.get().field(path, manifest.body());
  }

  /** Returns where an object came from that nothing in the project makes any more. */
  static FieldOrigin gone(String step) {
    return FieldOrigin.unwritten(
        FieldOrigin.Kind.RELEASE, "not in the project any more; step `" + step + "` made it");
  }
}
