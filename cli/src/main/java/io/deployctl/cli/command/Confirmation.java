package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.OutputFormat;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Has somebody say yes to something that is no plan, by the environment's name. */
final class Confirmation {
  private final CommandContext context;
  private final ApprovalOptions approval;

  Confirmation(CommandContext context, ApprovalOptions approval) {
    this.context = context;
    this.approval = approval;
  }

  /**
   * Returns if there is a yes.
   *
   * @param environment the environment's name
   * @param guarded whether it is protected
   * @param question what to ask a person, who answers with the environment's name
   * @throws DeployctlException when there is none
   */
  void require(String environment, boolean guarded, String question) {
    if (approval.autoApprove()) {
      if (guarded && !approval.names().contains(environment)) {
        throw AutoApproval.refusal(environment);
      }
      return;
    }
    boolean people = context.global().output() == OutputFormat.human;
    if (!people || !context.invocation().terminal().canAsk()) {
      throw DeployctlException.invalid(
          Diagnostic.error("nobody-to-ask", "there is nobody to ask; nothing was changed")
              .hint("run it with `--auto-approve`"));
    }
    String typed = context.views().ask(question, this::line);
    if (!typed.equals(environment)) {
      throw DeployctlException.failed(
          Diagnostic.error("declined", "that is not its name; nothing was changed"));
    }
  }

  private String line() {
    BufferedReader answers =
        new BufferedReader(
            new InputStreamReader(context.invocation().in(), StandardCharsets.UTF_8));
    try {
      String typed = answers.readLine();
      return typed == null ? "" : typed.strip();
    } catch (IOException gone) {
      return "";
    }
  }
}
