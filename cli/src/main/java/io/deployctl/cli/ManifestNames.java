package io.deployctl.cli;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Gives manifests the names of files: by kind and name, readable, the same each time, and each only
 * once on any file system. Not for several threads.
 */
final class ManifestNames {
  private static final int LONGEST = 120;

  private final Set<String> taken = new HashSet<>();

  /**
   * Returns the file's name for an object.
   *
   * @param directory where it will be
   */
  String of(String directory, ResourceId id) {
    // A dot could make another file type of it: `.tmpl.yaml` is a template.
    String plain = (id.kind() + "-" + id.name()).toLowerCase(Locale.ROOT);
    String safe = plain.replaceAll("[^a-z0-9-]", "-");
    boolean unlike = !plain.replace('.', '-').equals(safe);
    String stem = safe.length() > LONGEST || unlike ? marked(safe, id) : safe;
    String name = directory + "/" + stem + ".yaml";
    if (taken.add(name)) {
      return name;
    }
    String other = directory + "/" + marked(safe, id) + ".yaml";
    taken.add(other);
    return other;
  }

  private static String marked(String stem, ResourceId id) {
    String start = stem.substring(0, Math.min(stem.length(), LONGEST));
    return start + "-" + Digest.of(id.toString()).brief();
  }
}
