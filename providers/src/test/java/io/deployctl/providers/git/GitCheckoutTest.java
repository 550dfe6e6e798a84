package io.deployctl.providers.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.core.release.GitState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads repositories that the real git makes. */
class GitCheckoutTest {
  @TempDir Path directory;

  private final GitCheckout checkout = new GitCheckout();
  private Path repository;
  private Path project;

  @BeforeEach
  void makeRepository() throws IOException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "git"))),
        "git is not on the PATH");
    repository = Files.createDirectories(directory.resolve("repository"));
    project = Files.createDirectories(repository.resolve("deploy"));
    Files.writeString(project.resolve("deployctl.yaml"), "project: shop\n");
    Files.writeString(repository.resolve("README"), "read me\n");
    Files.writeString(repository.resolve(".gitignore"), "local.yaml\n");
    git(repository, "init", "-q", "-b", "main");
    git(repository, "add", ".");
    git(repository, "commit", "-q", "-m", "first");
  }

  @Test
  void commitAndBranchAreThoseOfGit() {
    assertThat(checkout.of(project)).contains(new GitState(head(repository), "main", false));
    assertThat(checkout.of(repository)).contains(new GitState(head(repository), "main", false));
  }

  @Test
  void onlyFilesOfTheProjectMakeItDirty() throws IOException {
    Files.writeString(repository.resolve("README"), "changed\n");
    Files.writeString(project.resolve("local.yaml"), "ignored: true\n");
    assertThat(isDirty()).isFalse();

    Files.writeString(project.resolve("new.yaml"), "a: b\n");
    assertThat(isDirty()).isTrue();
    Files.delete(project.resolve("new.yaml"));
    assertThat(isDirty()).isFalse();

    Files.writeString(project.resolve("deployctl.yaml"), "project: other\n");
    assertThat(isDirty()).isTrue();
    git(repository, "add", ".");
    assertThat(isDirty()).isTrue();
  }

  @Test
  void detachedHeadHasNoBranch() {
    git(repository, "checkout", "-q", "--detach");

    assertThat(checkout.of(project)).contains(new GitState(head(repository), "", false));
  }

  @Test
  void linkedWorktreeHasItsOwnCommitAndBranch() throws IOException {
    Path worktree = directory.resolve("worktree");
    git(repository, "worktree", "add", "-q", "-b", "feature/x", worktree.toString());
    Path there = worktree.resolve("deploy");
    Files.writeString(there.resolve("deployctl.yaml"), "project: x\n");
    git(worktree, "commit", "-q", "-a", "-m", "second");

    assertThat(checkout.of(there)).contains(new GitState(head(worktree), "feature/x", false));
    assertThat(head(worktree)).isNotEqualTo(head(repository));
    Files.writeString(there.resolve("more.yaml"), "a: b\n");
    assertThat(checkout.of(there).map(GitState::dirty)).contains(true);
    assertThat(isDirty()).isFalse();
  }

  @Test
  void packedReferencesAreFound() {
    git(repository, "pack-refs", "--all");

    assertThat(checkout.of(project).map(GitState::commit)).contains(head(repository));
  }

  @Test
  void placesWithoutACommitHaveNoState() throws IOException {
    Path plain = Files.createDirectories(directory.resolve("plain"));
    assertThat(checkout.of(plain)).isEmpty();
    git(plain, "init", "-q");
    assertThat(checkout.of(plain)).isEmpty();
    assertThat(checkout.of(directory.resolve("nowhere"))).isEmpty();
    Files.writeString(plain.resolve(".git/HEAD"), "nonsense");
    assertThat(checkout.of(plain)).isEqualTo(Optional.empty());
  }

  private boolean isDirty() {
    return checkout.of(project).orElseThrow().dirty();
  }

  private static String head(Path where) {
    return git(where, "rev-parse", "HEAD").strip();
  }

  private static String git(Path where, String... arguments) {
    List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=T", "-c", "user.email=t@t"));
    all.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(all).directory(where.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(all + ": " + output).isZero();
      return output;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
