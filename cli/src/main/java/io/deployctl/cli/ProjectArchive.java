package io.deployctl.cli;

import io.deployctl.cli.command.Checkout;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.providers.input.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** A project's files as one piece of content, for a plan that is applied elsewhere. */
final class ProjectArchive {
  private static final long MOST = 64 << 20;
  private static final Set<String> LEFT_OUT = Set.of(".git", ".terraform", "terraform.tfstate.d");

  private ProjectArchive() {}

  /**
   * Returns the files of a project, without what tools keep beside them.
   *
   * @param stateDirectory the directory of the environment's state, if it has one
   * @throws DeployctlException when there is more than a project's files in the directory
   */
  static Content pack(Path directory, Optional<Path> stateDirectory) {
    byte[] archive =
        Archive.pack(directory, List.of(directory), path -> isWanted(path, stateDirectory), MOST)
            .orElseThrow(() -> tooLarge(directory));
    return Content.sealed(archive);
  }

  /** Unpacks the files into a directory that is made for them. */
  static void unpack(Content archive, Path directory) {
    Archive.unpack(archive.bytes(), directory);
  }

  /**
   * Compares a checkout with the files of a project.
   *
   * @param stateDirectory the directory of the environment's state, if it has one
   */
  static Checkout compare(Path directory, Optional<Path> stateDirectory, Content archive) {
    SortedMap<String, byte[]> planned = Archive.contents(archive.bytes());
    SortedMap<String, Path> here =
        Archive.files(directory, List.of(directory), path -> isWanted(path, stateDirectory));
    Set<String> additional = new TreeSet<>(here.keySet());
    additional.removeAll(planned.keySet());
    Set<String> missing = new TreeSet<>(planned.keySet());
    missing.removeAll(here.keySet());
    List<String> changed =
        planned.keySet().stream()
            .filter(here::containsKey)
            .filter(name -> !holds(here.get(name), planned.get(name)))
            .toList();
    return new Checkout(List.copyOf(additional), changed, List.copyOf(missing));
  }

  private static boolean holds(Path file, byte[] content) {
    try {
      return Arrays.equals(Files.readAllBytes(file), content);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean isWanted(Path path, Optional<Path> stateDirectory) {
    return isWanted(path) && !stateDirectory.equals(Optional.of(path));
  }

  private static boolean isWanted(Path path) {
    String name = path.getFileName().toString();
    boolean state = name.endsWith(".tfstate") || name.contains(".tfstate.");
    return !LEFT_OUT.contains(name) && !state && !isPlanFile(path);
  }

  private static boolean isPlanFile(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return PlanFile.isBeginning(in.readNBytes(PlanFile.BEGINNING));
    } catch (IOException unreadable) {
      // Packing it says what is wrong with it.
      return false;
    }
  }

  private static DeployctlException tooLarge(Path directory) {
    return DeployctlException.failed(
        Diagnostic.error(
                "project-too-large",
                "the project's directory has more than %d MiB, too much for a plan file"
                    .formatted(MOST >> 20))
            .detail(directory.toString())
            .hint("give the project a directory of its own, with nothing but its files in it"));
  }
}
