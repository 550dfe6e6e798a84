package io.deployctl.core.planfile;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;

/** Why a file can't be taken for the plan that somebody reviewed. */
final class Damage {
  private static final String AGAIN = "make it again with `deployctl plan --out FILE`";

  private Damage() {}

  static DeployctlException noPlanFile() {
    return refusal("not-a-plan-file", "this is no plan file")
        .because("it does not begin as one; a transfer as text changes it too")
        .advising("give the file that `deployctl plan --out FILE` wrote, copied as it is");
  }

  static DeployctlException newer(int found, int known) {
    return refusal("plan-file-newer", "this plan file was written by a newer deployctl")
        .because("form " + Integer.toUnsignedString(found) + ", known up to " + known)
        .advising("apply it with the version that made it, or make it again with this one");
  }

  static DeployctlException cutOff(long found, long expected) {
    Refusal refusal = refusal("plan-file-damaged", "this plan file is cut off");
    return (expected == Long.MAX_VALUE
            ? refusal.because("its length is not one that deployctl writes")
            : refusal.because("it has " + found + " of " + expected + " bytes"))
        .advising("copy it again, or " + AGAIN);
  }

  static DeployctlException changed(String how) {
    return refusal("plan-file-damaged", "this plan file was changed since it was written")
        .because(how)
        .advising("copy it again, or " + AGAIN);
  }

  static DeployctlException notAuthentic() {
    return refusal("plan-file-not-authentic", "this plan was not made for this environment")
        .because("its seal was not made with the environment's key: it was changed, or made for an")
        .because("environment of the same name that was destroyed since")
        .advising(AGAIN);
  }

  private static Refusal refusal(String code, String summary) {
    return new Refusal(Diagnostic.error(code, summary));
  }

  private record Refusal(Diagnostic diagnostic) {
    Refusal because(String evidence) {
      return new Refusal(diagnostic.detail(evidence));
    }

    DeployctlException advising(String hint) {
      return DeployctlException.invalid(diagnostic.hint(hint));
    }
  }
}
