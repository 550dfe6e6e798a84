package io.deployctl.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes trees of maps, lists and scalars as YAML that any reader understands in the same way. */
public final class Yaml {
  /** What is a number, a moment or a mark in YAML 1.1 (yaml.org/type) or an octal in 1.2. */
  private static final Pattern OTHER_TYPES =
      Pattern.compile(
          "[-+]?(0o[0-7]+|0b[01_]+|0x[0-9a-fA-F_]+)"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.([0-9_]+([eE][-+]?[0-9]+)?|inf|Inf|INF)|\\.(nan|NaN|NAN)"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \\t].*)?"
              + "|~|<<|=");

  /** Spaces before a line's end, and what is not printed as it is. */
  private static final Pattern FRAGILE =
      Pattern.compile("[ ](?=\\n|$)|[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n]]");

  /** What a block of lines in a file would not keep: there, tabs within a line are as they are. */
  private static final Pattern FRAGILE_IN_FILES =
      Pattern.compile("^[ \\t\\n]|[ \\t](?=\\n|$)|[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n\\t]]");

  private static final ObjectMapper SCREEN = mapper(FRAGILE);
  private static final ObjectMapper FILES = mapper(FRAGILE_IN_FILES);

  private Yaml() {}

  private static ObjectMapper mapper(Pattern fragile) {
    return new ObjectMapper(
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quoting(fragile))
            .build());
  }

  /**
   * Quotes also what readers of YAML 1.1 take for something else than text, and what a block of
   * lines would not bring through a terminal: inside of quotes it is escaped.
   */
  private static final class Quoting extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    private final Pattern fragile;

    Quoting(Pattern fragile) {
      this.fragile = fragile;
    }

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || isMistakable(name);
    }

    @Override
    public boolean needToQuoteValue(String text) {
      return super.needToQuoteValue(text) || isMistakable(text);
    }

    private boolean isMistakable(String text) {
      return OTHER_TYPES.matcher(text).matches() || fragile.matcher(text).find();
    }
  }

  /** Returns the tree as text that ends with a line's end. */
  static String text(Object tree) {
    return write(SCREEN, tree);
  }

  /** Returns the tree as the content of a file. */
  public static String file(Object tree) {
    JsonNode node = FILES.valueToTree(tree);
    Optional<Character> standIn = standIn(node.toString());
    // The emitter writes a text with a tab in quotes and on one line. Scripts are full of them.
    return standIn
        .map(tab -> write(FILES, withTabs(node, tab)).replace(tab, '\t'))
        .orElseGet(() -> write(FILES, node));
  }

  /** Returns a character for private use that the text does not have. */
  private static Optional<Character> standIn(String text) {
    return IntStream.rangeClosed('\uE000', '\uF8FF')
        .filter(candidate -> text.indexOf(candidate) < 0)
        .mapToObj(candidate -> (char) candidate)
        .findFirst();
  }

  private static JsonNode withTabs(JsonNode node, char tab) {
    if (node.isObject()) {
      ObjectNode copy = FILES.createObjectNode();
      node.properties().forEach(entry -> copy.set(entry.getKey(), withTabs(entry.getValue(), tab)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = FILES.createArrayNode();
      node.forEach(item -> copy.add(withTabs(item, tab)));
      return copy;
    }
    return node.isTextual() && isBlock(node.textValue())
        ? TextNode.valueOf(node.textValue().replace('\t', tab))
        : node;
  }

  /** Returns whether a text is written line by line, if only its tabs are written as they are. */
  private static boolean isBlock(String text) {
    return text.indexOf('\n') > 0
        && text.indexOf('\t') > 0
        && !FRAGILE_IN_FILES.matcher(text).find();
  }

  private static String write(ObjectMapper mapper, Object tree) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values can always be written", impossible);
    }
  }
}
