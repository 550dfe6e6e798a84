package io.deployctl.providers.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Reads the system as JGit does, but for the file in the user's home that JGit writes itself. */
final class ForgetfulSystemReader extends SystemReader.Delegate {
  ForgetfulSystemReader(SystemReader usual) {
    super(usual);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS files) {
    return new FileBasedConfig(parent, null, files) {
      @Override
      public void load() {
        // There is nothing to read.
      }

      @Override
      public void save() {
        // Nothing is kept.
      }

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }
}
