package io.deployctl.cli.story;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** The built program in a process of its own, that something kills. */
final class KilledProgram {
  /** How a process ends that SIGKILL ended. */
  static final int KILLED = 128 + 9;

  private final Path classes;
  private final Path jar;

  private KilledProgram(Path classes, Path jar) {
    this.classes = classes;
    this.jar = jar;
  }

  /**
   * Prepares the program. Its journal writes through a sink that can end the process at any line:
   * it is compiled here, and stands before the real one in the class path of that process only.
   */
  static KilledProgram prepare(Path directory) throws IOException {
    Path jar = Stage.repository().resolve("cli/target/deployctl.jar");
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("FileSink.java");
    Path classes = Files.createDirectories(directory.resolve("classes"));
    try (InputStream text = KilledProgram.class.getResourceAsStream("/kill/FileSink.java.txt")) {
      Files.write(source, text.readAllBytes());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                jar.toString(),
                "-d",
                classes.toString(),
                source.toString());
    if (result != 0) {
      throw new IOException("the sink can't be compiled");
    }
    return new KilledProgram(classes, jar);
  }

  /**
   * Starts a command.
   *
   * @param properties of the JVM
   * @param environment all of its environment variables
   * @param output where standard output and error go
   */
  Process start(
      List<String> properties,
      Map<String, String> environment,
      Path directory,
      Path output,
      String... command)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    words.addAll(properties);
    words.addAll(List.of("-cp", classes + ":" + jar, "io.deployctl.cli.Main"));
    words.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Returns how the process ended; ends it with all that it started where it does not. */
  static int await(Process process) throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return -1;
    }
    return process.exitValue();
  }
}
