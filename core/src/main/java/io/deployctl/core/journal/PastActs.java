package io.deployctl.core.journal;

import io.deployctl.core.model.StepId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads out of a journal what became of acts that must not be done twice. */
final class PastActs {
  private final List<JournalLine> lines;

  PastActs(List<JournalLine> lines) {
    this.lines = List.copyOf(lines);
  }

  PastAct of(StepId step) {
    Map<String, String> outcomes = new HashMap<>();
    lines.stream()
        .filter(line -> line.type().equals("outcome"))
        .forEach(line -> outcomes.put(line.text("intent"), line.text("succeeded")));
    List<String> ends =
        lines.stream()
            .filter(line -> line.type().equals("intent"))
            .filter(line -> line.text("step").equals(step.name()))
            .filter(line -> line.text("repeatable").equals("false"))
            .map(line -> outcomes.getOrDefault(line.text("intent"), "unknown"))
            .toList();
    if (ends.isEmpty()) {
      return PastAct.NOT_BEGUN;
    }
    if (ends.contains("unknown")) {
      return PastAct.UNKNOWN;
    }
    return ends.contains("false") ? PastAct.FAILED : PastAct.DONE;
  }
}
