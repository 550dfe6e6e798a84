package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command that prints gigabytes without a line end, met by a process with little memory. */
@EnabledOnOs(OS.LINUX)
class FloodIT {
  private static final long BYTES = 2_000_000_000L;
  private static final String MEMORY = "-Xmx256m";

  @Test
  void memoryStaysBounded(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("deployctl.yaml"),
        """
        project: flood
        environments:
          production: {target: {stateDirectory: state}}
        stages:
          - name: all
            steps:
              - {name: flood, exec: {command: [./flood.sh], timeout: 10m, env: {K: "${secret:env:KEY}"}}}
        """);
    Path script = directory.resolve("flood.sh");
    Files.writeString(
        script,
        "#!/bin/sh\nhead -c %d /dev/zero | tr '\\0' x\necho\necho last words >&2\nexit 6\n"
            .formatted(BYTES));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path out = directory.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    MEMORY,
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    "io.deployctl.cli.Main",
                    "apply",
                    "--auto-approve"))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", directory.toString(),
                "KEY", "marked-secret-of-the-flood"));

    Process process = builder.start();

    assertThat(process.waitFor(9, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isEqualTo(1);
    assertThat(said)
        .contains("`./flood.sh` failed with exit code 6", "last words")
        .doesNotContain("OutOfMemory", "this is a bug")
        .hasSizeLessThan(100_000);
  }
}
