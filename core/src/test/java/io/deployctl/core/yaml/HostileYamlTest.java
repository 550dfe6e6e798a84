package io.deployctl.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileYamlTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @Test
  void aliasBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(
                          alias, alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThat(problem(bomb.toString()))
        .isEqualTo(
            "h.yaml:5:5: yaml-alias-bomb: can't read h.yaml: its aliases expand to more than 100000 values");
  }

  @Test
  void mergeBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("x: &x\n");
    for (int i = 0; i < 5_000; i++) {
      bomb.append("  k").append(i).append(": 1\n");
    }
    bomb.append("y:\n");
    for (int i = 0; i < 50_000; i++) {
      bomb.append("- <<: *x\n");
    }
    assertThat(problem(bomb.toString())).contains("yaml-alias-bomb");
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertThat(problem("a: &x\n  b: [*x]\n"))
        .isEqualTo(
            "h.yaml:2:6: yaml-alias-loop: can't read h.yaml: an alias stands inside of what it names");
  }

  @Test
  void nestingThroughAliasesIsBounded() {
    StringBuilder text = new StringBuilder("a0: &a0 x\n");
    for (int i = 1; i < 10_000; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThat(problem(text.toString())).contains("its aliases nest more than 50 levels deep");
  }

  @Test
  void deepNestingIsRefusedAtItsPlace() {
    assertThat(problem("a: " + "[".repeat(MEBIBYTE)))
        .isEqualTo(
            "h.yaml:1:53: yaml-too-deep: can't read h.yaml: it is nested more than 50 levels deep");
    assertThat(problem("{a: ".repeat(100_000))).contains("yaml-too-deep");
    assertThat(problem("- ".repeat(100_000))).contains("yaml-too-deep");
    assertThat(problem("? ".repeat(100_000))).contains("yaml-too-deep");
  }

  @Test
  void asManyLevelsAsAllowedAreRead() {
    for (YamlSchema schema : YamlSchema.values()) {
      int depth = schema.maximumDepth();
      String deep = "[".repeat(depth) + "]".repeat(depth);
      assertThat(YamlReader.read("h.yaml", bytes(deep), schema)).hasSize(1);
    }
  }

  @Test
  void tooManyValuesAreRefused() {
    assertThat(problem("- \n".repeat(1_100_000)))
        .isEqualTo(
            "h.yaml:1000000:2: yaml-too-large: can't read h.yaml: it has more than 1000000 values");
  }

  @Test
  void tooManyBytesAreRefused() {
    assertThat(problem("#".repeat(4 * MEBIBYTE + 1)))
        .isEqualTo("h.yaml: yaml-too-large: can't read h.yaml: it is larger than 4 MiB");
  }

  @Test
  void largeDocumentsAreRead() {
    String large = "a: |\n" + "  some text of a certificate bundle or so\n".repeat(100_000);
    assertThat(YamlReader.read("h.yaml", bytes(large), YamlSchema.KUBERNETES)).hasSize(1);
    String quoted = "a: \"" + "x".repeat(3 * MEBIBYTE) + "\"";
    assertThat(YamlReader.read("h.yaml", bytes(quoted), YamlSchema.CORE)).hasSize(1);
  }

  @Test
  void longNumbersAreTextsInLinearTime() {
    String digits = "9".repeat(16 * MEBIBYTE);
    assertThat(YamlReader.read("h.yaml", bytes(digits), YamlSchema.KUBERNETES).get(0).toTree())
        .isEqualTo(digits);
  }

  @Test
  void duplicateKeysAreAllNamed() {
    assertThat(problems("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n"))
        .containsExactly(
            "h.yaml:4:3: duplicate-key: the key `c` is there twice; first at h.yaml:3:3",
            "h.yaml:5:1: duplicate-key: the key `a` is there twice; first at h.yaml:1:1");
  }

  @Test
  void tabsAreExplained() {
    assertThatThrownBy(() -> YamlReader.read("h.yaml", bytes("a:\n\tb: 1\n"), YamlSchema.CORE))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown -> {
              Diagnostic tab = thrown.diagnostics().get(0);
              assertThat(tab.summary())
                  .isEqualTo("can't read h.yaml: a tab stands where YAML allows only spaces");
              assertThat(tab.position()).hasToString("Optional[h.yaml:2:1]");
              assertThat(tab.hint()).isPresent();
            });
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAtTheirPlace() {
    byte[] latin = "ok: 1\r\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(problem(latin))
        .isEqualTo("h.yaml:2:10: yaml-not-utf8: can't read h.yaml: the byte 0xE9 is not UTF-8");
    byte[] truncated = {'a', ':', ' ', (byte) 0xE2, (byte) 0x82};
    assertThat(problem(truncated)).contains("h.yaml:1:4: yaml-not-utf8");
  }

  @Test
  void utf16IsNamed() {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(problem("a: 1\n".getBytes(charset)))
          .isEqualTo("h.yaml: yaml-not-utf8: can't read h.yaml: it is UTF-16, not UTF-8");
    }
  }

  @Test
  void controlCharactersAreRefusedAtTheirPlace() {
    assertThat(problem("a: 1\nb: x\u0000y\n"))
        .isEqualTo(
            "h.yaml:2:5: yaml-control-character: can't read h.yaml: the control character U+0000 is"
                + " not allowed");
    assertThat(problem("\u001b[31mred")).contains("U+001B");
  }

  @Test
  void brokenSyntaxHasPlaceAndContext() {
    assertThat(problems("a: [1, 2\nb: 3\n"))
        .containsExactly(
            "h.yaml:2:2: yaml-syntax: can't read h.yaml: expected ',' or ']', but got :;"
                + " while parsing a flow sequence that begins at h.yaml:1:4");
    assertThat(problem("a: b: c\n")).contains("mapping values are not allowed here");
    assertThat(problem("a: *nowhere\n")).contains("undefined alias nowhere");
  }

  @Test
  void randomBytesNeverEndInAnythingButAClearWord() {
    Random random = new Random(7);
    String alphabet = "ab:-[]{},&*!|>'\"%@`#? \n\n  0123\t~<\\";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j >= 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (YamlSchema schema : YamlSchema.values()) {
        try {
          YamlReader.read("h.yaml", bytes(text.toString()), schema)
              .forEach(document -> assertThat(document.positions()).isNotEmpty());
        } catch (DeployctlException refused) {
          assertThat(refused.diagnostics()).isNotEmpty().allMatch(d -> d.position().isPresent());
        }
      }
    }
  }

  @Test
  void filesThatCannotBeReadAreNamed(@TempDir Path directory) {
    assertThatThrownBy(
            () -> YamlReader.readFile(directory.resolve("no.yaml"), "no.yaml", YamlSchema.CORE))
        .isInstanceOf(DeployctlException.class)
        .hasMessage("can't read no.yaml: it does not exist");
    assertThatThrownBy(() -> YamlReader.readFile(directory, "dir", YamlSchema.CORE))
        .isInstanceOf(DeployctlException.class)
        .hasMessage("can't read dir: it is a directory");
  }

  private static String problem(String yaml) {
    return problem(bytes(yaml));
  }

  private static String problem(byte[] yaml) {
    return problems(yaml).get(0);
  }

  private static List<String> problems(String yaml) {
    return problems(bytes(yaml));
  }

  private static List<String> problems(byte[] yaml) {
    try {
      YamlReader.read("h.yaml", yaml, YamlSchema.CORE);
      throw new AssertionError("it was read");
    } catch (DeployctlException refused) {
      return refused.diagnostics().stream()
          .map(
              d ->
                  d.position().orElseThrow()
                      + ": "
                      + d.code()
                      + ": "
                      + d.summary()
                      + (d.details().isEmpty() ? "" : "; " + String.join("; ", d.details())))
          .toList();
    }
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
