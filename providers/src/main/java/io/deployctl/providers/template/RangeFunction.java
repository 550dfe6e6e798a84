package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code range(start, end, increment)}: whole numbers, the end included, in bounded number. */
final class RangeFunction implements Function {
  @Override
  public List<String> getArgumentNames() {
    return List.of("start", "end", "increment");
  }

  @Override
  public Object execute(
      Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
    SimpleFilter.Arguments given = new SimpleFilter.Arguments(arguments, line);
    if (arguments.get("start") == null || arguments.get("end") == null) {
      throw given.failure("`range` needs a start and an end");
    }
    long start = given.number("start", 0);
    long end = given.number("end", 0);
    long step = given.number("increment", 1);
    if (step == 0) {
      throw given.failure("`range` can't count in steps of 0");
    }
    if ((end - start) / step >= Limits.RANGE) {
      throw new TemplateFailure(
          "template-limit", "`range` counts at most " + Limits.RANGE + " numbers", line);
    }
    List<Object> numbers = new ArrayList<>();
    for (long n = start; step > 0 ? n <= end : n >= end; n += step) {
      numbers.add(n);
    }
    return numbers;
  }
}
