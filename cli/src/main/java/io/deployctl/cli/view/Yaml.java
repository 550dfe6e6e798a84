package io.deployctl.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/** Writes trees of maps, lists and scalars as YAML that any reader understands in the same way. */
final class Yaml {
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

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .stringQuotingChecker(new Quoting())
              .build());

  private Yaml() {}

  /**
   * Quotes also what readers of YAML 1.1 take for something else than text, and what a block of
   * lines would not bring through a terminal: inside of quotes it is escaped.
   */
  private static final class Quoting extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return super.needToQuoteName(name) || isMistakable(name);
    }

    @Override
    public boolean needToQuoteValue(String text) {
      return super.needToQuoteValue(text) || isMistakable(text);
    }

    private static boolean isMistakable(String text) {
      return OTHER_TYPES.matcher(text).matches() || FRAGILE.matcher(text).find();
    }
  }

  /** Returns the tree as text that ends with a line's end. */
  static String text(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values can always be written", impossible);
    }
  }
}
