package io.deployctl.providers.git;

import io.deployctl.core.release.GitState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NoWorkTreeException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Finds the commit that a project's files come from. */
public final class GitCheckout {
  private GitCheckout() {}

  /**
   * Returns the checkout that the directory lies in. Only files below the directory count as dirty.
   *
   * @return empty where there is no repository, or no commit in it, or it can't be read: what git
   *     knows is told beside a release, it never decides anything
   */
  public static Optional<GitState> find(Path directory) {
    Path project = directory.toAbsolutePath().normalize();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(project.toFile());
    if (builder.getGitDir() == null) {
      return Optional.empty();
    }
    try (Repository repository = builder.setMustExist(true).build()) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return Optional.empty();
      }
      return Optional.of(
          new GitState(head.name(), branch(repository), isDirty(repository, project)));
    } catch (IOException | GitAPIException | NoWorkTreeException unreadable) {
      return Optional.empty();
    }
  }

  private static String branch(Repository repository) throws IOException {
    String full = repository.getFullBranch();
    return full != null && full.startsWith(Constants.R_HEADS)
        ? Repository.shortenRefName(full)
        : "";
  }

  private static boolean isDirty(Repository repository, Path project)
      throws GitAPIException, IOException {
    Path top = repository.getWorkTree().toPath().toRealPath();
    String below = top.relativize(project.toRealPath()).toString();
    try (Git git = new Git(repository)) {
      StatusCommand command = git.status();
      if (!below.isEmpty()) {
        command.addPath(below);
      }
      Status status = command.call();
      return !status.isClean();
    }
  }
}
