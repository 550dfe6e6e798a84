package io.deployctl.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one configuration of Jackson. */
public final class Json {
  private static final int MAXIMUM_DEPTH = 200;
  private static final int MAXIMUM_TEXT = 32 * 1024 * 1024;

  private Json() {}

  /**
   * Returns a new mapper: duplicate keys and trailing text are errors, decimals keep their digits,
   * depth and length are bounded. A mapper is safe for several threads once configured.
   */
  public static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAXIMUM_DEPTH)
                .maxStringLength(MAXIMUM_TEXT)
                .build());
    return mapper;
  }
}
