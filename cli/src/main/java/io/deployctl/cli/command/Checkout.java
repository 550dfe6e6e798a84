package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * How the project's files that are here differ from those that a plan was made from.
 *
 * @param additional files that the plan does not have
 * @param changed files that hold something else
 * @param missing files that are not here
 */
public record Checkout(List<String> additional, List<String> changed, List<String> missing) {
  private static final int MOST_TOLD = 5;

  /** Copies. */
  public Checkout {
    additional = List.copyOf(additional);
    changed = List.copyOf(changed);
    missing = List.copyOf(missing);
  }

  /** Which checkouts may take the place of the copy that a plan brings along. */
  public enum Use {
    /** Those with the plan's files and no others. */
    SAME,
    /** Also those with other files besides the plan's: steps may have written them. */
    WITH_MORE
  }

  /** Returns whether it may take the copy's place. */
  public boolean serves(Use use) {
    boolean complete = changed.isEmpty() && missing.isEmpty();
    return complete && (use == Use.WITH_MORE || additional.isEmpty());
  }

  /** Tells that it is used although it has more files than the plan. */
  Diagnostic usedWithMore() {
    String count = additional.size() == 1 ? "1 more" : additional.size() + " more";
    Diagnostic told =
        Diagnostic.note(
            "checkout-with-more",
            "this checkout has every file that the run was planned from, and " + count);
    return listed(told, "more", additional);
  }

  /** Tells that the copy is used instead of it. */
  Diagnostic unused() {
    Diagnostic told =
        Diagnostic.note(
            "checkout-differs",
            "this checkout is not what the run was planned from: the copy that it left is used");
    told = listed(listed(told, "differs", changed), "not here", missing);
    return listed(told, "more", additional)
        .hint("to apply what is here, make a new plan: `deployctl plan`");
  }

  private static Diagnostic listed(Diagnostic told, String what, List<String> files) {
    Diagnostic listed = told;
    for (String file : files.subList(0, Math.min(MOST_TOLD, files.size()))) {
      listed = listed.detail(what + ": " + file);
    }
    int untold = files.size() - MOST_TOLD;
    return untold > 0 ? listed.detail(what + ": and " + untold + " others") : listed;
  }
}
