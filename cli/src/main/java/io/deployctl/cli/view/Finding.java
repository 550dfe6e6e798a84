package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * What {@code doctor} found of one thing.
 *
 * @param what the thing
 * @param found how it is, in a few words
 * @param problems what is wrong with it; empty when it is well
 */
public record Finding(String what, String found, List<Diagnostic> problems) {
  /** Refuses nulls and copies. */
  public Finding {
    requireNonNull(what, "what is null");
    requireNonNull(found, "found is null");
    problems = List.copyOf(problems);
  }

  /** Returns whether nothing of it is an error. */
  public boolean isGood() {
    return problems.stream().noneMatch(Diagnostic::isError);
  }
}
