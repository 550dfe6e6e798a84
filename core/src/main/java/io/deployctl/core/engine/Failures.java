package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.Redactor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever was thrown into something to tell a user. Stack traces go to the debug log. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * Returns what to tell about a failure.
   *
   * @param doing what was being done: {@code planning step `api`}
   */
  static List<Diagnostic> tell(String doing, Throwable thrown, Redactor redactor) {
    if (thrown instanceof DeployctlException expected && !expected.diagnostics().isEmpty()) {
      return expected.diagnostics();
    }
    LOG.debug("{} failed", doing, thrown);
    return List.of(
        Diagnostic.error("internal-error", doing + " failed in a way that nobody expected")
            .detail(summary(thrown, redactor))
            .hint("run the command again with `-v` and report what it logs"));
  }

  /** Returns a failure in one line, secrets masked. */
  static String summary(Throwable thrown, Redactor redactor) {
    if (thrown instanceof DeployctlException expected) {
      return redactor.redact(String.valueOf(expected.getMessage()));
    }
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return redactor.redact(message == null ? name : name + ": " + firstLine(message));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
