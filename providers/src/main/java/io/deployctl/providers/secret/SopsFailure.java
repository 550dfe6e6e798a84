package io.deployctl.providers.secret;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.Redactor;
import java.time.Duration;

/** Says why {@code sops} did not decrypt a file. */
final class SopsFailure {
  private static final int SHOWN_LINES = 12;

  /**
   * @see <a href="https://github.com/getsops/sops/blob/main/cmd/sops/codes/codes.go">its exit
   *     codes</a>
   */
  private static final int NO_KEY = 128;

  private static final int BROKEN_TREE = 25;
  private static final int WRONG_MAC = 51;
  private static final int NO_MAC = 52;

  private SopsFailure() {}

  /** Returns the refusal of a file. */
  static DeployctlException of(String file, String reason, String hint) {
    return DeployctlException.invalid(problem(file, reason, hint));
  }

  /** Returns the failure of a run, with what {@code sops} said besides. */
  static DeployctlException of(
      String file, ToolResult result, Duration timeout, Redactor redactor) {
    String said = String.join(" ", ErrorLines.of(result, redactor, Integer.MAX_VALUE));
    Diagnostic problem =
        switch (result.end()) {
          case NOT_FOUND -> problem(file, "`sops` could not be started", "Install it anew");
          case ABORTED -> problem(file, "it was ended, because the run is", "Run it again");
          case TIMED_OUT ->
              problem(
                  file,
                  "`sops` did not end within " + Durations.format(timeout) + ", and was ended",
                  "It may wait for a server of keys: run `sops --decrypt " + file + "` yourself");
          case EXITED -> exited(file, result.exitCode(), said);
        };
    for (String line : ErrorLines.of(result, redactor, SHOWN_LINES)) {
      problem = problem.detail(line);
    }
    return DeployctlException.invalid(problem);
  }

  private static Diagnostic exited(String file, int code, String said) {
    if (said.contains("sops metadata not found")) {
      return problem(
          file, "it is not encrypted by SOPS", "`sops encrypt --in-place " + file + "` does it");
    }
    if (said.contains("did not match any of the recipients")) {
      return problem(
          file,
          "the age key that is here is none of those that it is encrypted for",
          "Use the right key, or have yours added with `sops updatekeys`");
    }
    return switch (code) {
      case NO_KEY ->
          problem(
              file,
              "no key that is here opens it",
              "For age, put the key into SOPS_AGE_KEY, the file that SOPS_AGE_KEY_FILE names, or"
                  + " ~/.config/sops/age/keys.txt");
      case BROKEN_TREE, WRONG_MAC, NO_MAC ->
          problem(
              file,
              "it was changed after it was encrypted",
              "Restore it from version control, and change it with `sops edit` only");
      default ->
          problem(
              file,
              "`sops` ended with exit code " + code,
              "Run `sops --decrypt " + file + "` yourself");
    };
  }

  private static Diagnostic problem(String file, String reason, String hint) {
    return Diagnostic.error("unreadable-secret", "can't decrypt `" + file + "`: " + reason)
        .hint(hint);
  }
}
