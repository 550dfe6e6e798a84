package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs of a sandbox, of one version of Kubernetes, in one directory. An empty file beside
 * each, {@code .NAME-VERSION}, says which version it is.
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

  Path program(Program program) {
    return directory.resolve(program.name());
  }

  Path marker(Program program) {
    return directory.resolve("." + program.name() + "-" + program.version());
  }

  /** Returns those of the programs that are not there, or there in another version. */
  List<Program> missing(List<Program> programs) {
    return programs.stream().filter(program -> !present(program)).toList();
  }

  private boolean present(Program program) {
    return Files.isExecutable(program(program)) && Files.exists(marker(program));
  }
}
