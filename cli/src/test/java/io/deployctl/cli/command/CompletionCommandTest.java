package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.CommandLineRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionCommandTest {
  @TempDir private Path directory;

  @Test
  void bashScriptIsValidAndKnowsTheCommands() throws Exception {
    String script = script("bash");

    assertThat(script).contains("version").contains("--no-color");
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    bash.getOutputStream().write(script.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    assertThat(bash.waitFor()).as("bash -n").isZero();
  }

  @Test
  void zshTakesTheSameScript() {
    assertThat(script("zsh")).isEqualTo(script("bash"));
  }

  @Test
  void fishScriptOffersCommandsOptionsAndValues() {
    assertThat(script("fish"))
        .contains("-a version -d 'Show which deployctl this is, and on which Java it runs.'")
        .contains("-s o -l output -r -a 'human json markdown'");
  }

  @Test
  void unknownShellIsRefusedWithTheKnownOnes() {
    new CommandLineRunner(directory)
        .run("completion", "tcsh")
        .exited(2)
        .telling("expected one of [bash, zsh, fish]");
  }

  private String script(String shell) {
    return new CommandLineRunner(directory).run("completion", shell).exited(0).quietly().out();
  }
}
