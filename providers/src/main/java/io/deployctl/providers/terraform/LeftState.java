package io.deployctl.providers.terraform;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state that Terraform could not store in its backend. It writes it into a file of the root,
 * which may be a copy that goes with the run, or a checkout where secrets don't belong; so it is
 * kept elsewhere until somebody has stored it. Before that, nothing is planned: what was made and
 * is in no state would be made once more.
 */
final class LeftState {
  /** What Terraform names the file. */
  private static final String NAME = "errored.tfstate";

  private final Path kept;

  /**
   * Makes one.
   *
   * @param directory where states are kept
   */
  LeftState(Path directory, StepScope scope) {
    String key =
        String.join(
            "\n",
            scope.environment().project(),
            scope.environment().environment(),
            scope.environment().uuid(),
            scope.step().name());
    this.kept = directory.resolve(Digest.of(key).brief() + ".tfstate").toAbsolutePath();
  }

  /**
   * Refuses to go on while there is one.
   *
   * @throws DeployctlException naming the file and what to do with it
   */
  void requireNone(Workplace place) {
    Optional<Path> left =
        Stream.of(kept, place.root().resolve(NAME)).filter(Files::isRegularFile).findFirst();
    if (left.isPresent()) {
      throw DeployctlException.failed(
          told(place, left.get(), "an earlier run of Terraform could not store its state"));
    }
  }

  /** Keeps the file, if Terraform has just left one, and returns what to tell of its failure. */
  List<Diagnostic> kept(Workplace place, List<Diagnostic> failure) {
    Path left = place.root().resolve(NAME);
    if (!Files.isRegularFile(left)) {
      return failure;
    }
    PrivateFiles.directory(kept.getParent());
    move(left);
    List<Diagnostic> all = new ArrayList<>();
    // Its words send people to the file that was just taken away.
    failure.stream().filter(said -> !said.summary().contains("persist state")).forEach(all::add);
    all.add(told(place, kept, "Terraform could not store its state"));
    return all;
  }

  private Diagnostic told(Workplace place, Path file, String what) {
    String next =
        place
            .byHand("terraform", "state push '" + file + "'")
            .map(
                push ->
                    ("run `%s`, delete the file, and run the same command again; where Terraform"
                            + " finds its lock left as well, it names it")
                        .formatted(push))
            .orElse(
                "`deployctl plan` in a checkout of the project names the command that stores it");
    return Diagnostic.error("terraform-state-left", what)
        .detail("what it made or changed stands in `" + file + "` only, with its secrets")
        .hint(next);
  }

  private void move(Path left) {
    try {
      PrivateFiles.write(kept, Files.readAllBytes(left));
      Files.delete(left);
    } catch (IOException failed) {
      throw new UncheckedIOException("keep " + left, failed);
    }
  }
}
