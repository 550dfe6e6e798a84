package io.deployctl.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  /** The samples of RFC 8785, appendix B: the bits of a double, and what is written. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000,0",
    "8000000000000000,0",
    "0000000000000001,5e-324",
    "8000000000000001,-5e-324",
    "7fefffffffffffff,1.7976931348623157e+308",
    "4340000000000000,9007199254740992",
    "c340000000000000,-9007199254740992",
    "44b52d02c7e14af5,9.999999999999997e+22",
    "44b52d02c7e14af6,1e+23",
    "44b52d02c7e14af7,1.0000000000000001e+23",
    "444b1ae4d6e2ef4e,999999999999999700000",
    "444b1ae4d6e2ef4f,999999999999999900000",
    "444b1ae4d6e2ef50,1e+21",
    "3eb0c6f7a0b5ed8c,9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d,0.000001",
    "41b3de4355555553,333333333.3333332",
    "41b3de4355555554,333333333.33333325",
    "41b3de4355555555,333333333.3333333",
    "becbf647612f3696,-0.0000033333333333333333",
    "43143ff3c1cb0959,1424953923781206.2"
  })
  void numbersAreThoseOfTheSpecification(String bits, String expected) {
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalJson.write(number)).isEqualTo(expected);
  }

  @Test
  void keysAreSortedByCodeUnitsAndTextsEscapedOnlyWhereTheyMustBe() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("\u20ac", "Euro Sign");
    map.put("\r", "Carriage Return");
    map.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    map.put("1", "One");
    map.put("\ud83d\ude00", "Emoji: Grinning Face");
    map.put("\u0080", "Control");
    map.put("\u00f6", "Latin Small Letter O With Diaeresis");
    map.put("x", "\u0001\b\f\n\t\"\\/<é");
    assertThat(CanonicalJson.write(map))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"x\":\"\\u0001\\b\\f\\n\\t\\\"\\\\/<é\","
                + "\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
                + "\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void whatIsEqualIsWrittenAlikeAndWhatIsNotIsNot() {
    assertThat(CanonicalJson.write(Arrays.asList(1, 1L, 1.0, new BigDecimal("1.00"), null, true)))
        .isEqualTo("[1,1,1,1,null,true]");
    assertThat(CanonicalJson.write(List.of(Long.MAX_VALUE, Long.MAX_VALUE - 1)))
        .isEqualTo("[9223372036854775807,9223372036854775806]");
    assertThat(CanonicalJson.write(new BigInteger("18446744073709551615")))
        .isEqualTo("18446744073709551615");
    assertThat(CanonicalJson.digest(Map.of("a", 1)))
        .isEqualTo(CanonicalJson.digest(Map.of("a", 1L)));
  }

  @Test
  void whatJsonCannotHoldIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.write(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.write(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMapperReadsStrictly() {
    assertThatThrownBy(() -> Json.mapper().readTree("{\"a\":1,\"a\":2}"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.mapper().readTree("{} x"))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.mapper().readTree("[".repeat(300)))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void treesOfJacksonAreWrittenAsTheMapsThatTheyAre() throws Exception {
    String text =
        "{\"b\": [1, 1.50, -0.0, 9007199254740993, true, null, {}], \"a\": \"\u00e9\\n\"}";
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "b",
        Arrays.asList(
            1,
            new BigDecimal("1.50"),
            new BigDecimal("0.0"),
            new BigInteger("9007199254740993"),
            true,
            null,
            Map.of()));
    map.put("a", "\u00e9\n");

    assertThat(CanonicalJson.write(Json.mapper().readTree(text)))
        .isEqualTo(CanonicalJson.write(map))
        .isEqualTo("{\"a\":\"\u00e9\\n\",\"b\":[1,1.5,0,9007199254740993,true,null,{}]}");
  }
}
