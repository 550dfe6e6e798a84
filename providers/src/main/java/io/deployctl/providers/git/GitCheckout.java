package io.deployctl.providers.git;

import io.deployctl.core.release.GitState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.SystemReader;

/**
 * Finds out which commit a project's directory is checked out from. Reads only; a directory that is
 * in no repository, or in one that can't be read, has no state.
 */
public final class GitCheckout {
  private static final String REFERENCE = "ref: ";

  /** Makes one. JGit keeps its own notes about file systems out of the user's home from now on. */
  public GitCheckout() {
    if (!(SystemReader.getInstance() instanceof ForgetfulSystemReader)) {
      SystemReader.setInstance(new ForgetfulSystemReader(SystemReader.getInstance()));
    }
  }

  /** Returns the state of the checkout that the project's directory is in, if it is in one. */
  public Optional<GitState> of(Path project) {
    try {
      Path directory = project.toRealPath();
      FileRepositoryBuilder found = new FileRepositoryBuilder().findGitDir(directory.toFile());
      if (found.getGitDir() == null) {
        return Optional.empty();
      }
      Path git = found.getGitDir().toPath();
      try (Repository repository = open(found, git, directory)) {
        return repository.isBare() ? Optional.empty() : state(repository, git, directory);
      }
    } catch (IOException | RuntimeException unreadable) {
      // A broken repository must not stand in the way of a deployment.
      return Optional.empty();
    }
  }

  /**
   * Opens the repository. A linked worktree has a head and an index of its own, and everything else
   * in the directory that it names; this JGit does not know such worktrees.
   */
  private static Repository open(FileRepositoryBuilder found, Path git, Path directory)
      throws IOException {
    Path common = git.resolve("commondir");
    if (!Files.isRegularFile(common)) {
      return found.build();
    }
    Path shared = git.resolve(Files.readString(common).strip()).normalize();
    return new FileRepositoryBuilder()
        .setGitDir(shared.toFile())
        .setIndexFile(git.resolve("index").toFile())
        .setWorkTree(top(directory).toFile())
        .build();
  }

  private static Path top(Path directory) throws IOException {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(Constants.DOT_GIT))) {
        return at;
      }
    }
    throw new IOException("no worktree around " + directory);
  }

  private static Optional<GitState> state(Repository repository, Path git, Path directory)
      throws IOException {
    String head = Files.readString(git.resolve(Constants.HEAD), StandardCharsets.UTF_8).strip();
    boolean onBranch = head.startsWith(REFERENCE);
    String name = onBranch ? head.substring(REFERENCE.length()) : head;
    ObjectId commit = repository.resolve(name);
    if (commit == null) {
      return Optional.empty();
    }
    return Optional.of(
        new GitState(
            commit.name(),
            onBranch ? Repository.shortenRefName(name) : "",
            isDirty(repository, commit, directory)));
  }

  private static boolean isDirty(Repository repository, ObjectId commit, Path directory)
      throws IOException {
    IndexDiff diff = new IndexDiff(repository, commit, new FileTreeIterator(repository));
    Path top = repository.getWorkTree().toPath().toRealPath();
    String below = top.relativize(directory).toString().replace('\\', '/');
    if (!below.isEmpty()) {
      diff.setFilter(PathFilter.create(below));
    }
    diff.diff();
    return !diff.getAdded().isEmpty()
        || !diff.getChanged().isEmpty()
        || !diff.getRemoved().isEmpty()
        || !diff.getMissing().isEmpty()
        || !diff.getModified().isEmpty()
        || !diff.getConflicting().isEmpty()
        || !diff.getUntracked().isEmpty();
  }
}
