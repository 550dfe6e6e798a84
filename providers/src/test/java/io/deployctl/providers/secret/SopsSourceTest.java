package io.deployctl.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are called {@code sops} and behave as no program should. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SopsSourceTest {
  @TempDir Path directory;
  private TestSources test;

  @BeforeEach
  void create() throws IOException {
    test = new TestSources(directory);
    test.variables.put("PATH", directory + ":/usr/bin:/bin");
    Files.writeString(directory.resolve("s.yaml"), "a: ENC[]\n");
  }

  @Test
  void missingSopsIsSaidOfTheFile() {
    test.variables.put("PATH", directory.toString());

    Diagnostic problem = refusal(Duration.ofMinutes(1));

    assertThat(problem.summary()).isEqualTo("`sops` is needed, and was not found");
    assertThat(problem.position().orElseThrow().file()).isEqualTo("s.yaml");
    assertThat(problem.hint().orElseThrow()).contains("getsops.io");
  }

  @Test
  void hangIsEndedAndAskedForOnce() throws IOException {
    sops("echo x >>calls; sleep 1000");
    SopsSource source = new SopsSource(test.services(), Duration.ofSeconds(10));

    Diagnostic problem = TestSources.refusal(source, "s.yaml#a");
    TestSources.refusal(source, "s.yaml#b");

    assertThat(problem.summary())
        .isEqualTo("can't decrypt `s.yaml`: `sops` did not end within 10.0s, and was ended");
    assertThat(directory.resolve("calls")).hasContent("x");
  }

  @Test
  void outputThatIsNoDocumentIsNotQuoted() throws IOException {
    sops("echo 'half-of-a-secret {'");

    Diagnostic problem = refusal(Duration.ofMinutes(1));

    assertThat(problem.summary()).contains("what `sops` printed is no JSON");
    assertThat(problem.toString()).doesNotContain("half-of");
  }

  @Test
  void failureShowsErrorsAndNeverStandardOutput() throws IOException {
    sops("echo 'half-of-a-secret'; echo 'the server of keys is down' >&2; exit 7");

    Diagnostic problem = refusal(Duration.ofMinutes(1));

    assertThat(problem.summary()).endsWith("`sops` ended with exit code 7");
    assertThat(problem.details()).containsExactly("the server of keys is down");
  }

  @Test
  void endlessOutputIsCut() throws IOException {
    sops("yes secret-secret-secret | head -c 50000000");

    assertThat(refusal(Duration.ofMinutes(1)).summary()).endsWith("it is too large");
  }

  @Test
  void keyInTheEnvironmentIsMaskedInWhatSopsSays() throws IOException {
    test.variables.put("SOPS_AGE_KEY", "AGE-SECRET-KEY-1MARKED");
    sops("echo \"malformed: $SOPS_AGE_KEY\" >&2; exit 128");

    assertThat(refusal(Duration.ofMinutes(1)).details()).containsExactly("malformed: (secret)");
  }

  @Test
  void referencesThatNameNothingAreRefusedWithoutSops() {
    SopsSource source = new SopsSource(test.services(), Duration.ofMinutes(1));

    for (String wrong : new String[] {"", "s.yaml", "s.yaml#", "#a", "a#b#c"}) {
      assertThat(TestSources.refusal(source, wrong).hint()).contains("Write `sops:FILE#KEY.KEY`");
    }
    assertThat(TestSources.refusal(source, "gone.yaml#a").summary())
        .endsWith("the file does not exist");
    assertThat(TestSources.refusal(source, "a\0b#a").summary()).endsWith("it is no file name");
  }

  private Diagnostic refusal(Duration timeout) {
    return TestSources.refusal(new SopsSource(test.services(), timeout), "s.yaml#a");
  }

  private void sops(String script) throws IOException {
    Path program = directory.resolve("sops");
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$2\" = --version ] && { echo sops 3.13.3; exit; }\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }
}
