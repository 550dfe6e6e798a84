package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a template can use: the values' top-level keys and the variables that it set
 * itself. A variable holds for the whole rest of the template.
 */
final class TemplateContext extends AbstractMap<String, Object> {
  /** Names under which Pebble would show its own workings. */
  private static final Set<String> HIDDEN = Set.of("_context", "template", "locale");

  private final Trace trace;
  private final TemplateData.TracedMap values;
  private final Map<String, Variable> variables = new HashMap<>();

  private record Variable(Object value, Taint taint, List<Read> reads) {}

  /** Makes the names for one rendering. */
  TemplateContext(Trace trace, Pass pass, Value.Mapping values) {
    this.trace = trace;
    this.values = new TemplateData(trace, pass).map(values, "");
  }

  /** Sets a variable, which depends on what the trace's current piece depends on. */
  void set(String name, Object value) {
    Taint taint = new Taint();
    trace.current().forEach(taint::add);
    variables.put(name, new Variable(value, taint, trace.reads(true)));
  }

  @Override
  public Object get(Object key) {
    Variable variable = variables.get(key);
    if (variable != null) {
      trace.read(variable.taint(), variable.reads());
      return variable.value();
    }
    if (HIDDEN.contains(key) && !values.containsKey(key)) {
      throw new TemplateFailure("template-undefined", "`" + key + "` is not defined", trace.line());
    }
    return values.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    if (variables.containsKey(key) || values.containsKey(key)) {
      return true;
    }
    Set<String> known = new TreeSet<>(values.keySet());
    known.addAll(variables.keySet());
    trace.miss(String.valueOf(key), String.valueOf(key), known);
    return false;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    throw new TemplateFailure("template-failed", "only single names can be read", trace.line());
  }
}
