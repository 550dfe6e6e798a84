package io.deployctl.providers.terraform;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains what Terraform says when it can't get at its state, lock it, or let it go. */
final class StateTrouble {
  private static final Pattern LOCK_FIELD =
      Pattern.compile("(?m)^\\s*(ID|Who|Created|Operation):\\s+(\\S.*)$");
  private static final Pattern BACKEND =
      Pattern.compile(
          "(?i)(error|failed).*\\b(load|loading|read|reading|refresh|refreshing|sav(e|ing)"
              + "|persist|acquiring|releasing|inspecting)\\b.*\\bstates?\\b.*"
              + "|failed to get existing workspaces.*");

  /** Backends lock a state to make it, and load it, and so lock it, to unlock it. */
  private static final String UNMADE =
      "; Terraform can't unlock a state that was not made yet: where it says that it is locked,"
          + " delete the lock where the backend keeps it (`kubernetes`: the Lease `lock-tfstate-…`)";

  private final UnaryOperator<String> unlocking;

  /**
   * Makes one.
   *
   * @param unlocking how the lock of an id is given back, as an instruction
   */
  StateTrouble(UnaryOperator<String> unlocking) {
    this.unlocking = unlocking;
  }

  /** Returns an error with its own code and a hint where it is about the state, else as it is. */
  Diagnostic explain(Diagnostic error) {
    if (error.summary().contains("Saved plan is stale")) {
      return recoded(error, "terraform-stale").hint("plan again: the state has moved since");
    }
    if (!error.isError() || !BACKEND.matcher(error.summary()).matches()) {
      return error;
    }
    String told = error.summary() + "\n" + String.join("\n", error.details());
    String id = field(told, "ID");
    if (id.isEmpty()) {
      return recoded(error, "terraform-backend")
          .hint("see whether the state's backend answers, then run the same command again");
    }
    return error.summary().contains("releasing") ? unreleased(error, id) : locked(told, id);
  }

  private Diagnostic locked(String told, String id) {
    Diagnostic lock =
        Diagnostic.error("terraform-lock", "Terraform's state is locked by somebody else");
    Matcher field = LOCK_FIELD.matcher(told);
    while (field.find()) {
      lock = lock.detail(field.group(1) + ": " + field.group(2).strip());
    }
    String way = "wait for the other run to end; if it is dead, " + unlocking.apply(id);
    return lock.hint(field(told, "Operation").equals("init") ? way + UNMADE : way);
  }

  private Diagnostic unreleased(Diagnostic error, String id) {
    return recoded(error, "terraform-lock")
        .hint("if the next run finds the state locked, " + unlocking.apply(id));
  }

  private static String field(String told, String name) {
    Matcher field = LOCK_FIELD.matcher(told);
    while (field.find()) {
      if (field.group(1).equals(name)) {
        return field.group(2).strip();
      }
    }
    return "";
  }

  private static Diagnostic recoded(Diagnostic diagnostic, String code) {
    return new Diagnostic(
        Severity.ERROR,
        code,
        diagnostic.summary(),
        diagnostic.position(),
        diagnostic.step(),
        diagnostic.details(),
        diagnostic.hint());
  }
}
