package io.deployctl.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.release.GitState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
  @TempDir private Path directory;

  @Test
  void noRepositoryIsNothing() {
    assertThat(GitCheckout.find(directory)).isEmpty();
  }

  @Test
  void aRepositoryWithoutCommitsIsNothing() throws Exception {
    Git.init().setDirectory(directory.toFile()).call().close();
    assertThat(GitCheckout.find(directory)).isEmpty();
  }

  @Test
  void commitBranchAndDirtinessOfTheProjectOnly() throws Exception {
    Path project = Files.createDirectories(directory.resolve("projects/shop"));
    Files.writeString(project.resolve("deployctl.yaml"), "project: shop\n");
    Files.writeString(directory.resolve("other.txt"), "one\n");
    try (Git git = Git.init().setInitialBranch("main").setDirectory(directory.toFile()).call()) {
      git.add().addFilepattern(".").call();
      RevCommit commit =
          git.commit()
              .setMessage("first")
              .setAuthor("test", "test@example.com")
              .setSign(false)
              .call();

      assertThat(GitCheckout.find(project)).contains(new GitState(commit.name(), "main", false));
      Files.writeString(directory.resolve("other.txt"), "two\n");
      assertThat(GitCheckout.find(project)).contains(new GitState(commit.name(), "main", false));
      Files.writeString(project.resolve("deployctl.yaml"), "project: other\n");
      assertThat(GitCheckout.find(project)).contains(new GitState(commit.name(), "main", true));
      git.checkout().setName(commit.name()).setForced(true).call();
      assertThat(GitCheckout.find(project).orElseThrow().branch()).isEmpty();
    }
  }
}
