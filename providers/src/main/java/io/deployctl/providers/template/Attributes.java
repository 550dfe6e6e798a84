package io.deployctl.providers.template;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import java.util.List;
import java.util.Map;

/**
 * Finds what stands behind a dot or in brackets: keys of maps, places in lists, {@code key} and
 * {@code value} of a map's entry, and what a loop knows of itself. Nothing else, so no method and
 * no field of any Java object can be reached.
 */
final class Attributes implements AttributeResolver {
  @Override
  public ResolvedAttribute resolve(
      Object instance,
      Object attribute,
      Object[] argumentValues,
      ArgumentsNode arguments,
      EvaluationContextImpl context,
      String filename,
      int line) {
    if (argumentValues != null) {
      String summary = "`" + attribute + "(...)` calls a method, which templates can't";
      throw new TemplateFailure("template-forbidden", summary, line);
    }
    String name = String.valueOf(attribute);
    if (instance instanceof Map<?, ?> map) {
      return ofMap(map, attribute, name);
    }
    if (instance instanceof List<?> list) {
      return ofList(list, name);
    }
    if (instance instanceof Map.Entry<?, ?> entry) {
      return ofEntry(entry, name);
    }
    if (instance instanceof ForNode.LoopVariables loop) {
      return ofLoop(loop, name);
    }
    return null;
  }

  private static ResolvedAttribute ofMap(Map<?, ?> map, Object attribute, String name) {
    if (map.containsKey(attribute)) {
      return new ResolvedAttribute(map.get(attribute));
    }
    if (map.containsKey(name)) {
      return new ResolvedAttribute(map.get(name));
    }
    if (map instanceof TemplateData.TracedMap traced) {
      traced.miss(name);
    }
    return null;
  }

  private static ResolvedAttribute ofList(List<?> list, String name) {
    if (!name.matches("\\d{1,6}") || Integer.parseInt(name) >= list.size()) {
      return null;
    }
    return new ResolvedAttribute(list.get(Integer.parseInt(name)));
  }

  private static ResolvedAttribute ofEntry(Map.Entry<?, ?> entry, String name) {
    return switch (name) {
      case "key" -> new ResolvedAttribute(entry.getKey());
      case "value" -> new ResolvedAttribute(entry.getValue());
      default -> null;
    };
  }

  private static ResolvedAttribute ofLoop(ForNode.LoopVariables loop, String name) {
    return switch (name) {
      case "index" -> new ResolvedAttribute((long) loop.getIndex());
      case "first" -> new ResolvedAttribute(loop.isFirst());
      case "last" -> new ResolvedAttribute(loop.isLast());
      case "length" -> new ResolvedAttribute(loop.getLength().longValue());
      case "revindex" -> new ResolvedAttribute(loop.getRevindex().longValue());
      default -> null;
    };
  }
}
