package io.deployctl.providers.template;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.NodeVisitorFactory;
import io.pebbletemplates.pebble.extension.core.DefaultFilter;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.ForTokenParser;
import io.pebbletemplates.pebble.tokenParser.IfTokenParser;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a template can use. What is not listed here is not there.
 *
 * <p>Filters: {@code base64decode}, {@code base64encode}, {@code capitalize}, {@code default},
 * {@code first}, {@code indent(width)} (all lines but the first), {@code int}, {@code join}, {@code
 * json}, {@code keys}, {@code last}, {@code length}, {@code lower}, {@code quote}, {@code replace},
 * {@code required(message)}, {@code reverse}, {@code sha256}, {@code slice}, {@code sort}, {@code
 * split}, {@code trim}, {@code upper}, {@code yaml}. Function: {@code range}. Tests: {@code
 * defined}, {@code empty}, {@code even}, {@code iterable}, {@code map}, {@code null}, {@code odd}.
 * Operators: Pebble's, without {@code ..}.
 */
final class TemplateExtension extends AbstractExtension {
  private static final List<String> FORBIDDEN =
      List.of(
          "autoescape",
          "block",
          "cache",
          "embed",
          "extends",
          "filter",
          "flush",
          "from",
          "import",
          "include",
          "macro",
          "parallel");

  private final Tracing tracing;

  TemplateExtension(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Returns the names of all filters and functions. */
  static List<String> names() {
    List<String> names = new ArrayList<>(filters().keySet());
    names.add("range");
    return names;
  }

  @Override
  public List<TokenParser> getTokenParsers() {
    List<TokenParser> parsers = new ArrayList<>();
    parsers.add(new IfTokenParser());
    parsers.add(new ForTokenParser());
    parsers.add(new SetTag(tracing));
    FORBIDDEN.forEach(tag -> parsers.add(new ForbiddenTag(tag)));
    return parsers;
  }

  @Override
  public Map<String, Filter> getFilters() {
    return filters();
  }

  @Override
  public Map<String, Function> getFunctions() {
    return Map.of("range", new RangeFunction());
  }

  @Override
  public List<BinaryOperator> getBinaryOperators() {
    return Operators.bounded();
  }

  @Override
  public List<AttributeResolver> getAttributeResolver() {
    return List.of(new Attributes());
  }

  @Override
  public List<NodeVisitorFactory> getNodeVisitors() {
    return List.of(template -> new TracingVisitor((PebbleTemplateImpl) template, tracing));
  }

  private static Map<String, Filter> filters() {
    Map<String, Filter> filters = new TreeMap<>();
    filters.putAll(TextFilters.all());
    filters.putAll(CollectionFilters.all());
    filters.putAll(FormatFilters.all());
    // Pebble's own, because Pebble lets undefined names through to this class only.
    filters.put("default", new DefaultFilter());
    return filters;
  }
}
