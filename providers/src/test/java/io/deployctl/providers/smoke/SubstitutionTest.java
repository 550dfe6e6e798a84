package io.deployctl.providers.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static JsonNode json(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  private static Substitution substitution() throws JsonProcessingException {
    Substitution substitution = new Substitution();
    substitution.put("id", json("42"));
    substitution.put("vars.user", json("\"a$1\\\\b\""));
    substitution.put("item", json("{\"a\":1}"));
    return substitution;
  }

  @Test
  void namesAreReplacedAndDoubledDollarsAreNot() throws JsonProcessingException {
    assertThat(substitution().apply("/x/${id}?u=${vars.user}&p=$${id}&i=${item}"))
        .isEqualTo("/x/42?u=a$1\\b&p=${id}&i={\"a\":1}");
  }

  @Test
  void aTextThatIsOneNameKeepsTheTypeOfItsValue() throws JsonProcessingException {
    assertThat(
            substitution()
                .apply(
                    json(
                        "{\"a\": \"${id}\", \"b\": [\"n${id}\"], \"c\": true, \"d\": \"${item}\"}")))
        .isEqualTo(json("{\"a\": 42, \"b\": [\"n42\"], \"c\": true, \"d\": {\"a\": 1}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "a ${b c}", "${x"})
  void whatBeginsNoNameIsDoubtful(String text) {
    assertThat(Substitution.isDoubtful(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${a}", "$${", "$$ {", "$5", "plain"})
  void whatIsPlainIsNot(String text) {
    assertThat(Substitution.isDoubtful(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.items[0].id        | 7
          items[0].id          | 7
          $["a.b"]             | "dotted"
          $['a.b']             | "dotted"
          $.items[1]           |
          $.none               |
          $.nothing            |
          """)
  void pathsLeadToNamesAndPlaces(String path, String found) throws JsonProcessingException {
    JsonNode root = json("{\"items\": [{\"id\": 7}], \"a.b\": \"dotted\", \"nothing\": null}");
    assertThat(JsonPath.parse(path).orElseThrow().find(root).map(JsonNode::toString))
        .isEqualTo(java.util.Optional.ofNullable(found));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$..a", "$.a[", "$.a[x]", "$.a[?(@.b)]", "$.", "a b]"})
  void whatIsNoPathIsRefused(String text) {
    assertThat(JsonPath.parse(text)).isEmpty();
  }
}
