package io.deployctl.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.Leaf;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafJsonTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, -3, Integer.MAX_VALUE})
  void readsAnIntBackAsTheSameLeaf(int number) throws JsonProcessingException {
    assertReadBack(Leaf.Literal.of(number));
    assertReadBack(Leaf.Literal.of((long) number));
    assertReadBack(Leaf.Literal.of(BigInteger.valueOf(number)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.5, 1.0, -2.25, 1e300, 1e-9})
  void readsADecimalBackAsTheSameLeaf(double number) throws JsonProcessingException {
    assertReadBack(Leaf.Literal.of(number));
    assertReadBack(Leaf.Literal.of(new BigDecimal(Double.toString(number))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "", "0.50"})
  void keepsTextAsText(String text) throws JsonProcessingException {
    assertReadBack(Leaf.Literal.of(text));
  }

  private static void assertReadBack(Leaf leaf) throws JsonProcessingException {
    String stored = LeafJson.write(leaf).toString();
    ObjectNode parsed = (ObjectNode) Json.mapper().readTree(stored);
    assertEquals(leaf, LeafJson.read(new RecordReader(parsed, "a leaf")), stored);
  }
}
