package io.deployctl.providers.terraform;

import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.ProjectPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names of a root's outputs before Terraform can be asked. */
final class DeclaredOutputs {
  private static final Pattern OUTPUT = Pattern.compile("(?m)^\\s*output\\s+\"([\\w-]+)\"\\s*\\{");

  private DeclaredOutputs() {}

  /** Returns the outputs; each counts as sensitive as long as nobody knows better. */
  static Map<String, Boolean> of(StepScope scope) {
    Map<String, Boolean> outputs = new TreeMap<>();
    Path root = scope.projectDirectory().resolve(ProjectPaths.directory(scope, "root"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "*.{tf,tofu}")) {
      for (Path file : files) {
        Matcher matcher = OUTPUT.matcher(Files.readString(file));
        while (matcher.find()) {
          outputs.put(matcher.group(1), true);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + root, failed);
    }
    return outputs;
  }
}
