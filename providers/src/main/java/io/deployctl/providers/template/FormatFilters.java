package io.deployctl.providers.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.pebbletemplates.pebble.extension.Filter;
import java.util.List;
import java.util.Map;

/** The filters that write a value down: as JSON, as YAML, as a quoted text. */
final class FormatFilters {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private FormatFilters() {}

  /** Returns them by name. */
  static Map<String, Filter> all() {
    return Map.of(
        "json", new SimpleFilter(List.of(), (input, arguments) -> write(JSON, input, arguments)),
        "yaml",
            new SimpleFilter(
                List.of(), (input, arguments) -> write(YAML, input, arguments).stripTrailing()),
        "quote",
            new SimpleFilter(
                List.of(),
                (input, arguments) ->
                    write(JSON, Scalars.text(input, arguments.line()), arguments)));
  }

  private static String write(ObjectMapper mapper, Object input, SimpleFilter.Arguments arguments) {
    try {
      return mapper.writeValueAsString(Limits.checkedWhole(input, arguments.line()));
    } catch (JsonProcessingException unwritable) {
      throw arguments.failure("the value can't be written down");
    }
  }
}
