package io.deployctl.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares with what sigs.k8s.io/yaml 1.6.0, run by its own, answered for the same texts: the
 * resource holds its answers.
 */
class KubernetesYamlTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TestFactory
  List<DynamicTest> readsAsKubectlDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream resource = getClass().getResourceAsStream("/yaml/sigs-yaml-1.6.0.jsonl")) {
      String lines = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : lines.split("\n")) {
        JsonNode expected = JSON.readTree(line);
        String yaml = expected.get("yaml").asText();
        tests.add(DynamicTest.dynamicTest(yaml, () -> compare(yaml, expected)));
      }
    }
    return tests;
  }

  @Test
  void wholeFloatsAreIntegersAsInGoJson() {
    assertThat(tree("[1e3, 5.0, 08, 1.5]")).isEqualTo(List.of(1000, 5, 8, 1.5));
  }

  @Test
  void keysThatMeanTheSameAreDuplicates() {
    assertThatThrownBy(() -> tree("on: 1\ntrue: 2\n"))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown ->
                assertThat(thrown.diagnostics())
                    .singleElement()
                    .satisfies(
                        duplicate -> {
                          assertThat(duplicate.summary())
                              .isEqualTo("the key `true` is there twice");
                          assertThat(duplicate.position()).hasToString("Optional[m.yaml:2:1]");
                          assertThat(duplicate.details()).containsExactly("first at m.yaml:1:1");
                        }));
  }

  private static void compare(String yaml, JsonNode expected) {
    if (expected.has("refused")) {
      assertThatThrownBy(() -> tree(yaml)).isInstanceOf(DeployctlException.class);
    } else {
      Object answer = JSON.convertValue(expected.get("json"), Object.class);
      assertThat(comparable(tree(yaml))).isEqualTo(comparable(answer));
    }
  }

  private static Object tree(String yaml) {
    List<YamlDocument> documents =
        YamlReader.read("m.yaml", yaml.getBytes(StandardCharsets.UTF_8), YamlSchema.KUBERNETES);
    return documents.get(0).toTree();
  }

  private static Object comparable(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(key, comparable(value)));
      return copy;
    }
    if (tree instanceof List<?> list) {
      return list.stream().map(item -> tree == item ? item : comparable(item)).toList().toString();
    }
    return tree instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() + " (number)"
        : String.valueOf(tree);
  }
}
