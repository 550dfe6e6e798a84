package io.deployctl.providers.template;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.NodeVisitorFactory;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.List;
import java.util.Map;

/**
 * What is left of Pebble's built-in extensions: operators and tests. Tags, filters, functions and
 * attribute access come from {@link TemplateExtension} alone.
 */
final class PebbleCore extends ExtensionCustomizer {
  PebbleCore(Extension extension) {
    super(extension);
  }

  @Override
  public Map<String, Filter> getFilters() {
    return Map.of();
  }

  @Override
  public Map<String, Function> getFunctions() {
    return Map.of();
  }

  @Override
  public List<TokenParser> getTokenParsers() {
    return List.of();
  }

  @Override
  public List<BinaryOperator> getBinaryOperators() {
    List<BinaryOperator> operators = super.getBinaryOperators();
    return operators == null
        ? List.of()
        : operators.stream()
            .filter(operator -> !Operators.REPLACED.contains(operator.getSymbol()))
            .toList();
  }

  @Override
  public List<NodeVisitorFactory> getNodeVisitors() {
    return List.of();
  }

  @Override
  public List<AttributeResolver> getAttributeResolver() {
    return List.of();
  }
}
