package io.deployctl.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.EncodingRedactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretSourcesTest {
  @TempDir Path directory;
  private EncodingRedactor redactor;
  private SecretSources sources;

  @BeforeEach
  void create() {
    TestSources test = new TestSources(directory);
    test.variables.put("DB_PASSWORD", "s3cret");
    test.variables.put("EMPTY", "");
    redactor = test.redactor;
    sources = new SecretSources(test.services());
  }

  @Test
  void variablesAreRead() {
    assertThat(sources.read("env", "DB_PASSWORD")).isEqualTo(new SecretText("s3cret"));
    assertThat(problem("env", "DB_PASSWROD"))
        .isEqualTo(
            "can't read the secret env:DB_PASSWROD: the environment variable DB_PASSWROD is not"
                + " set | Did you mean DB_PASSWORD?");
    assertThat(problem("env", "EMPTY"))
        .isEqualTo(
            "can't read the secret env:EMPTY: the environment variable EMPTY is empty | Set EMPTY"
                + " before you run this");
  }

  @Test
  void filesAreReadWithoutTheirLastLineEnd() throws IOException {
    Files.writeString(directory.resolve("unix"), "two\nlines\n");
    Files.writeString(directory.resolve("windows"), "one\r\n");
    Files.writeString(directory.resolve("bare"), " kept ");
    assertThat(sources.read("file", "unix").reveal()).isEqualTo("two\nlines");
    assertThat(sources.read("file", "windows").reveal()).isEqualTo("one");
    assertThat(sources.read("file", directory.resolve("bare").toString()).reveal())
        .isEqualTo(" kept ");
  }

  @Test
  void filesThatAreNoSecretAreRefused() throws IOException {
    Files.write(directory.resolve("large"), new byte[SecretSources.MAXIMUM_BYTES + 1]);
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, 1});
    Files.writeString(directory.resolve("empty"), "\n");
    assertThat(problem("file", "no")).contains("the file does not exist");
    assertThat(problem("file", ".")).contains("it is not a regular file");
    assertThat(problem("file", "large")).contains("it is larger than 64 KiB");
    assertThat(problem("file", "binary")).contains("it is not UTF-8 text");
    assertThat(problem("file", "empty")).contains("it is empty");
    assertThat(problem("file", "a\0b")).contains("it is no file name");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void commandsAreRunInTheProjectWithoutAShell() throws IOException {
    Files.writeString(directory.resolve("token"), "from-a-file\n");
    assertThat(sources.read("command", "cat token").reveal()).isEqualTo("from-a-file");
    assertThat(sources.read("command", "printf %s 'a  $HOME; \"b\"' ").reveal())
        .isEqualTo("a  $HOME; \"b\"");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFailingCommandShowsItsErrorsAndNeverItsOutput() {
    redactor.register(new SecretText("known-secret"));
    Diagnostic diagnostic =
        diagnostic(
            "command",
            "sh -c 'echo half-of-the-secret; echo no such entry known-secret >&2; exit 3'");
    assertThat(diagnostic.summary()).endsWith("it ended with exit code 3");
    assertThat(diagnostic.details()).containsExactly("no such entry (secret)");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void commandsThatGiveNoSecretAreRefused() {
    assertThat(problem("command", "no-such-program-anywhere x"))
        .isEqualTo(
            "can't read the secret command:no-such-program-anywhere x: there is no program"
                + " `no-such-program-anywhere` | Install it, or name it with its path");
    assertThat(problem("command", "true")).contains("it is empty");
    assertThat(problem("command", "head -c 70000 /dev/zero")).contains("more than 64 KiB");
    assertThat(problem("command", "cat 'x")).contains("a quote is never closed");
    assertThat(problem("command", "  ")).contains("it names no program");
  }

  @Test
  void sourcesAreKnownByName() {
    assertThat(sources.sources())
        .containsExactlyInAnyOrder("env", "file", "command", "vault", "sops", "kubernetes");
    assertThat(problem("fil", "x"))
        .isEqualTo("there is no source of secrets `fil` | Did you mean `file`?");
  }

  @Test
  void wordsAreSplitAsAShellWould() {
    assertThat(CommandWords.split("a  'b c' \"d \\\" \\n\" e\\ f '' g'h'\"i\""))
        .contains(List.of("a", "b c", "d \" \\n", "e f", "", "ghi"));
    assertThat(CommandWords.split("a\\")).isEmpty();
    assertThat(CommandWords.split("")).contains(List.of());
  }

  private String problem(String source, String reference) {
    Diagnostic diagnostic = diagnostic(source, reference);
    return diagnostic.summary() + " | " + diagnostic.hint().orElse("");
  }

  private Diagnostic diagnostic(String source, String reference) {
    DeployctlException[] thrown = new DeployctlException[1];
    assertThatThrownBy(() -> sources.read(source, reference))
        .isInstanceOfSatisfying(DeployctlException.class, refused -> thrown[0] = refused);
    return thrown[0].diagnostics().get(0);
  }
}
