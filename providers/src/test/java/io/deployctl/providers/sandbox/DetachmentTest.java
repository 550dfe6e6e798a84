package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachmentTest {
  private static final List<Path> SYSTEM = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  @ParameterizedTest
  @ValueSource(strings = {"setsid", "perl"})
  @EnabledOnOs(OS.LINUX)
  void programLeadsASessionOfItsOwn(String way, @TempDir Path path) throws Exception {
    Path script =
        Files.writeString(path.resolve(way), "#!/bin/sh\nexec " + where(way) + " \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Detachment detachment = Detachment.find(Map.of("PATH", path.toString()));
    // Field 6 of proc(5)'s stat is the session, which has the number of the process that leads it.
    Process process =
        new ProcessBuilder(
                detachment.around(List.of("/bin/sh", "-c", "echo $$; cut -d' ' -f6 /proc/$$/stat")))
            .start();
    String[] lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");

    assertThat(process.waitFor()).isZero();
    assertThat(lines).containsExactly(lines[0], lines[0]);
    assertThat(lines[0]).isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void saysWhatIsMissing(@TempDir Path path) throws IOException {
    Files.writeString(path.resolve("setsid"), "not executable");

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Detachment.find(Map.of("PATH", path + ":relative::")))
        .withMessageContaining("`setsid`");
  }

  private static Path where(String program) {
    return SYSTEM.stream()
        .map(directory -> directory.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
