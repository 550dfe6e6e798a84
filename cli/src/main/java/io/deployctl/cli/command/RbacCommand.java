package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.RbacReport;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Duty;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl rbac}. */
@Command(
    name = "rbac",
    description = "Print the Roles that an account needs for an environment, and bindings of them.",
    footer = {
      "",
      "Objects are named one by one wherever Kubernetes can tell them apart, so that a project"
          + " with new objects needs new Roles. Kinds are asked of the cluster where it answers;"
          + " without it, those of Kubernetes itself and those that the project defines are known."
    })
public final class RbacCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;
  @ArgGroup private SubjectOptions subject;

  @Option(
      names = "--for",
      paramLabel = "DUTY",
      defaultValue = RbacQuestion.ALL,
      description =
          "What the account does: plan, dry-run, apply, rollback, destroy, or all (the default)."
              + " `plan` only reads; `dry-run` plans exactly, with the rights to create and"
              + " patch.")
  private String duty;

  @Option(names = "--offline", description = "Do not ask the cluster for its kinds.")
  private boolean offline;

  /** Makes the command. */
  public RbacCommand(CommandContext context) {
    this.context = context;
  }

  /** Which account the Roles are bound to; one at most. */
  static final class SubjectOptions {
    @Option(
        names = "--service-account",
        paramLabel = "NAMESPACE/NAME",
        description = "Bind the Roles to this service account.")
    private String serviceAccount;

    @Option(
        names = "--user",
        paramLabel = "NAME",
        description = "Bind the Roles to this user, as the API server calls it.")
    private String user;

    @Option(names = "--group", paramLabel = "NAME", description = "Bind the Roles to this group.")
    private String group;

    private RbacQuestion.Subject subject() {
      if (user != null) {
        return new RbacQuestion.Subject("User", user, Optional.empty());
      }
      if (group != null) {
        return new RbacQuestion.Subject("Group", group, Optional.empty());
      }
      String[] parts = serviceAccount.split("/", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw DeployctlException.invalid(
            Diagnostic.error(
                    "invalid-option",
                    "`--service-account " + serviceAccount + "` names no service account")
                .hint("write it as NAMESPACE/NAME, such as `ci/deployer`"));
      }
      return new RbacQuestion.Subject("ServiceAccount", parts[1], Optional.of(parts[0]));
    }
  }

  @Override
  public Integer call() {
    Set<Duty> duties = RbacQuestion.duties(duty);
    if (duties.isEmpty()) {
      throw unknownDuty();
    }
    RbacQuestion question =
        new RbacQuestion(
            duty, duties, Optional.ofNullable(subject).map(SubjectOptions::subject), offline);
    RbacReport report =
        context.services().rbac(Selection.of(context, environment).with(values), question);
    context.views().rbac(report);
    if (!report.notes().isEmpty()) {
      context.views().diagnostics(report.notes());
    }
    boolean complete = report.notes().stream().noneMatch(Diagnostic::isError);
    return (complete ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }

  private DeployctlException unknownDuty() {
    String known = String.join(", ", RbacQuestion.words());
    return DeployctlException.invalid(
        Diagnostic.error("invalid-option", "there is no duty `" + duty + "`")
            .hint(
                Suggestion.nearest(duty, RbacQuestion.words())
                    .map(near -> "did you mean `--for " + near + "`?")
                    .orElse("write one of " + known)));
  }
}
