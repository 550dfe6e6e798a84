package io.deployctl.providers.input;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.spi.StepScope;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resolves paths that settings name, with errors at their place in the project file. */
public final class ProjectPaths {
  private ProjectPaths() {}

  /**
   * Returns the path that the text names inside the project.
   *
   * @param key the setting, for the message
   */
  public static Path inside(StepScope scope, String key, String text) {
    Path project = scope.projectDirectory().toAbsolutePath().normalize();
    try {
      Path path = project.resolve(text).normalize();
      if (path.startsWith(project)) {
        return path;
      }
    } catch (InvalidPathException notOne) {
      throw wrong(scope, key, "`" + key + "` is no path: `" + text + "`");
    }
    throw wrong(
        scope, key, "`" + key + "` must lie inside the project's directory: `" + text + "`");
  }

  /** Returns the name, relative to the project, of the directory that a required setting names. */
  public static String directory(StepScope scope, String key) {
    String text = scope.settings().text(key);
    Path directory = inside(scope, key, text);
    if (!Files.isDirectory(directory)) {
      throw wrong(scope, key, "`" + key + "` names no directory of the project: `" + text + "`");
    }
    return scope.projectDirectory().toAbsolutePath().normalize().relativize(directory).toString();
  }

  /** Returns the file that the text names; a file that can't be read is an error. */
  public static Path file(StepScope scope, String key, String text) {
    Path file = inside(scope, key, text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw wrong(scope, key, "`" + key + "` names no readable file: `" + text + "`");
    }
    return file;
  }

  /** Returns the texts of the files that a setting lists, by the names it uses, in order. */
  public static Map<String, Object> contents(StepScope scope, String key) {
    Map<String, Object> texts = new LinkedHashMap<>();
    for (String name : scope.settings().texts(key)) {
      try {
        texts.put(name, Files.readString(file(scope, key, name)));
      } catch (MalformedInputException notText) {
        throw wrong(scope, key, "`" + name + "` is not UTF-8 text");
      } catch (IOException failed) {
        throw wrong(scope, key, "`" + name + "` can't be read: " + failed.getMessage());
      }
    }
    return texts;
  }

  /** Returns the refusal of a setting, at its place in the project file. */
  public static DeployctlException wrong(StepScope scope, String key, String summary) {
    return scope.settings().wrong(key, summary);
  }
}
