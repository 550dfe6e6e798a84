package io.deployctl.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValuePath;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoreYamlTest {
  @Test
  void onlyTrueAndFalseAreBooleans() {
    assertThat(tree("[no, NO, yes, on, off, y, n, true, False]"))
        .isEqualTo(List.of("no", "NO", "yes", "on", "off", "y", "n", true, false));
  }

  @Test
  void numbersAreThoseOfTheCoreSchema() {
    assertThat(tree("[010, 0o10, 0x1F, 1e3, .5, 1_000, 0b1, 2147483648, 9223372036854775808]"))
        .isEqualTo(
            List.of(
                10,
                8,
                31,
                1000.0,
                0.5,
                "1_000",
                "0b1",
                2147483648L,
                new BigInteger("9223372036854775808")));
  }

  @Test
  void datesAndTimesStayText() {
    assertThat(tree("[2024-01-01, 1:30, 12:30:45]"))
        .isEqualTo(List.of("2024-01-01", "1:30", "12:30:45"));
  }

  @Test
  void keysAreWhatIsWritten() {
    assertThat(tree("{no: 1, on: 2, 8080: 3, 1.10: 4, true: 5}"))
        .isEqualTo(Map.of("no", 1, "on", 2, "8080", 3, "1.10", 4, "true", 5));
  }

  @Test
  void nullsAreNull() {
    assertThat(tree("[~, null, '', 'null']")).isEqualTo(Arrays.asList(null, null, "", "null"));
  }

  @Test
  void anOwnKeyWinsOverAMergedOneWhereverItStands() {
    assertThat(tree("x: &x {a: 1, b: 2}\nz: {a: 3, <<: *x}\n"))
        .isEqualTo(Map.of("x", Map.of("a", 1, "b", 2), "z", Map.of("a", 3, "b", 2)));
  }

  @Test
  void unknownTagsAreRefused() {
    assertThatThrownBy(() -> tree("a: !Ref b"))
        .isInstanceOf(DeployctlException.class)
        .hasMessage("the tag `!Ref` means nothing here");
  }

  @Test
  void everyNodeHasItsPlace() {
    YamlDocument document =
        read("""
                # a comment
                database:
                  pool_size: 20
                  hosts: [a, "b"]
                """)
            .get(0);
    assertThat(document.positions())
        .containsEntry(ValuePath.ROOT, place(2, 1))
        .containsEntry(ValuePath.parse("database"), place(3, 3))
        .containsEntry(ValuePath.parse("database.pool_size"), place(3, 14))
        .containsEntry(ValuePath.parse("database.hosts.1"), place(4, 14))
        .hasSize(6);
    YamlNode.Mapping root = (YamlNode.Mapping) document.root();
    assertThat(root.entries().get("database").keyPosition()).isEqualTo(place(2, 1));
  }

  @Test
  void columnsCountCharactersNotBytes() {
    assertThat(read("ключ: [😀, x]").get(0).positions())
        .containsEntry(ValuePath.parse("ключ.1"), place(1, 11));
  }

  @Test
  void streamsHaveTheirDocumentsInOrder() {
    List<YamlDocument> documents = read("a: 1\n---\n# nothing\n---\nb: 2\n...\n");
    assertThat(documents)
        .extracting(YamlDocument::toTree)
        .containsExactly(Map.of("a", 1), null, Map.of("b", 2));
    assertThat(documents).extracting(YamlDocument::isEmpty).containsExactly(false, true, false);
    assertThat(documents.get(2).position()).isEqualTo(place(5, 1));
  }

  @Test
  void commentsOnlyAreNoDocument() {
    assertThat(read("# nothing\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(tree("\uFEFFa: 1")).isEqualTo(Map.of("a", 1));
  }

  @Test
  void scalarsKeepWhatIsWritten() {
    YamlNode.Mapping root = (YamlNode.Mapping) read("version: 1.10\nname: 'x'\n").get(0).root();
    assertThat(root.find("version"))
        .get()
        .extracting("text", "plain")
        .containsExactly("1.10", true);
    assertThat(root.find("name")).get().extracting("text", "plain").containsExactly("x", false);
  }

  private static SourcePosition place(int line, int column) {
    return new SourcePosition("c.yaml", line, column);
  }

  private static Object tree(String yaml) {
    return read(yaml).get(0).toTree();
  }

  private static List<YamlDocument> read(String yaml) {
    return YamlReader.read("c.yaml", yaml.getBytes(StandardCharsets.UTF_8), YamlSchema.CORE);
  }
}
