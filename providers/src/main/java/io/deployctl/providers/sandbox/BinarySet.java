package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of a sandbox, of one version of Kubernetes, in one directory.
 *
 * @param directory where they are
 * @param kubernetes the version of Kubernetes, such as {@code v1.34.4}
 */
public record BinarySet(Path directory, String kubernetes) {
  /** Refuses nulls. */
  public BinarySet {
    requireNonNull(directory, "directory is null");
    requireNonNull(kubernetes, "kubernetes is null");
  }

  /** Returns where kubectl is. */
  public Path kubectl() {
    return directory.resolve("kubectl");
  }

  /** Returns where helm is. */
  public Path helm() {
    return directory.resolve("helm");
  }

  Path program(Component component) {
    return directory.resolve(component.program());
  }

  /** Returns the names of all programs of a set. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Component component : Component.values()) {
      names.add(component.program());
    }
    names.add("kubectl");
    names.add("helm");
    return names;
  }

  /** Returns the names of those that are not there. */
  List<String> missing() {
    return names().stream().filter(name -> !Files.isExecutable(directory.resolve(name))).toList();
  }
}
