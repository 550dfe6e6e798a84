package io.deployctl.core.planfile;

import io.deployctl.core.container.FileForm;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;

/** What a plan file is, and why a file can't be taken for the plan that somebody reviewed. */
final class Damage {
  private static final String AGAIN = "make it again with `deployctl plan --out FILE`";

  /** Plan files. */
  static final FileForm FORM =
      new FileForm(
          "deployctl-plan\r\n",
          1,
          "plan file",
          "give the file that `deployctl plan --out FILE` wrote",
          AGAIN);

  private Damage() {}

  static DeployctlException changed(String how) {
    return FORM.changed(how);
  }

  static DeployctlException notAuthentic() {
    return DeployctlException.invalid(
        Diagnostic.error("plan-file-not-authentic", "this plan was not made for this environment")
            .detail(
                "its seal was not made with the environment's key: it was changed, or made for an")
            .detail("environment of the same name that was destroyed since")
            .hint(AGAIN));
  }
}
