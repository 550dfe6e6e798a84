package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small project that {@code init} writes: the one at the root of deployctl's own repository.
 */
final class Scaffold {
  private static final String ROOT = "/io/deployctl/cli/scaffold";
  private static final String IGNORED = "environments/local.yaml\n.terraform/\n";

  /** What lies there already would become a part of the project. */
  private static final List<String> READ_AS_A_WHOLE = List.of("charts", "manifests");

  private static final Logger LOG = LoggerFactory.getLogger(Scaffold.class);

  private Scaffold() {}

  /**
   * Writes a project and returns its files, relative to the directory.
   *
   * @throws DeployctlException when one of them is there already, before anything is written
   */
  static List<String> write(Path directory, SortedMap<String, byte[]> files) {
    Diagnostic taken =
        Diagnostic.error("not-empty", "writing a project into " + directory + ": files are there");
    List<String> present =
        Stream.concat(
                READ_AS_A_WHOLE.stream().filter(name -> isIn(name, files)), files.keySet().stream())
            .filter(name -> Files.exists(directory.resolve(name)))
            .toList();
    if (!present.isEmpty()) {
      for (String name : present) {
        taken = taken.detail(name);
      }
      throw DeployctlException.invalid(
          taken.hint("name another directory with `-C DIR`; nothing was written"));
    }
    Deque<Path> made = new ArrayDeque<>();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = directory.resolve(file.getKey());
        makeDirectory(target.getParent(), made);
        Files.createFile(target);
        made.push(target);
        Files.write(target, file.getValue());
      }
    } catch (IOException failure) {
      remove(made);
      throw DeployctlException.failed(
          Diagnostic.error("cannot-write", "writing a project into " + directory + ": " + failure)
              .hint("see that the directory can be written; nothing was written"));
    }
    return List.copyOf(files.keySet());
  }

  private static boolean isIn(String top, SortedMap<String, byte[]> files) {
    return files.keySet().stream().anyMatch(name -> name.startsWith(top + "/"));
  }

  private static void makeDirectory(Path directory, Deque<Path> made) throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      makeDirectory(directory.getParent(), made);
      Files.createDirectory(directory);
      made.push(directory);
    }
  }

  /** A project is there as a whole or not at all. */
  private static void remove(Deque<Path> made) {
    for (Path path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException stays) {
        LOG.debug("{} stays", path, stays);
      }
    }
  }

  /** Returns the files of the small project. */
  static SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(".gitignore", IGNORED.getBytes(StandardCharsets.UTF_8));
    try {
      URL root = Scaffold.class.getResource(ROOT);
      if (root.getProtocol().equals("jar")) {
        URI jar = URI.create(root.toString().replaceFirst("!.*", ""));
        try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
          collect(inside.getPath(ROOT), files);
        }
      } else {
        collect(Path.of(root.toURI()), files);
      }
    } catch (IOException | URISyntaxException unreadable) {
      throw new UncheckedIOException(new IOException("the program's own files", unreadable));
    }
    return files;
  }

  private static void collect(Path root, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }
}
