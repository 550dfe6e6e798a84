package io.deployctl.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class YamlFileTest {
  private static final List<String> TEXTS =
      List.of(
          "no",
          "on",
          "y",
          "Yes",
          "1e3",
          "0123",
          "0x1F",
          "1_000",
          "12:30:45",
          "2024-01-01",
          "~",
          "",
          "null",
          "true",
          ".5",
          "-",
          "- a",
          "a: b",
          "a # b",
          "# a",
          "{{ a }}",
          "${HOME}",
          "%a",
          "@a",
          "*a",
          "&a",
          "!a",
          "|",
          ">",
          "'a'",
          "\"a\"",
          " a",
          "a ",
          "a\nb",
          "a\nb\n",
          "a\n\n\n",
          "\na",
          "\n",
          "\n\n",
          " a\nb\n",
          "\ta\nb\n",
          "a\n\tb\n",
          "a \nb\n",
          "a\t\nb\n",
          "a\r\nb\r\n",
          "a\tb",
          "---\na\n---\n",
          "...\n",
          "\u200b",
          "\u0085",
          "\u2028",
          "\u0000",
          "\u001b[1m",
          "grüße 🚀",
          "\uE000",
          "a\n\t\uE000\n",
          "\uFEFFa",
          "=",
          "<<",
          "[a]",
          "{a}",
          "a,b",
          "?",
          "? a",
          ":",
          "a:");

  @ParameterizedTest
  @EnumSource(YamlSchema.class)
  void everyTextReadsBackAsItIsAsValueAndAsKey(YamlSchema schema) {
    for (String text : TEXTS) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("value", text);
      tree.put("list", List.of(text, Map.of("inner", text)));
      if (!text.isEmpty()) {
        tree.put("key of " + text.replaceAll("\\s", ""), 1);
      }
      assertThat(read(Yaml.file(tree), schema)).as("%s", text).isEqualTo(tree);
    }
  }

  @Test
  void randomTextsReadBackAsTheyAre() {
    Random random = new Random(7);
    String letters = "ab \t\n\r:#-'\"{}[]&*!|>%@`,?0123.\\\u00e9\uE000";
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(24);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Map<String, Object> tree = Map.of("data", Map.of("key", text.toString()));
      assertThat(read(Yaml.file(tree), YamlSchema.KUBERNETES)).as("%s", text).isEqualTo(tree);
    }
  }

  @Test
  void scriptIsWrittenLineByLineWithItsTabs() {
    assertThat(Yaml.file(Map.of("run", "#!/bin/sh\nif true; then\n\techo\nfi\n")))
        .isEqualTo("run: |\n  #!/bin/sh\n  if true; then\n  \techo\n  fi\n");
  }

  private static Object read(String yaml, YamlSchema schema) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return YamlReader.read("test.yaml", bytes, schema).get(0).toTree();
  }
}
