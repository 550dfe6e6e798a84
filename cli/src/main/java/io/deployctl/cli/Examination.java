package io.deployctl.cli;

import io.deployctl.cli.view.Finding;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Target;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.providers.process.Tool;
import io.deployctl.providers.process.ToolKind;
import io.deployctl.providers.secret.SecretSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at one thing after the other; what is wrong with one keeps it from none of the others. */
final class Examination {
  private final List<Finding> findings = new ArrayList<>();

  /** Notes something that is always well. */
  void note(String what, String found) {
    findings.add(new Finding(what, found, List.of()));
  }

  /**
   * Looks at one thing.
   *
   * @param look returns how it is, in a few words, or says what is wrong
   * @return whether it is well
   */
  boolean look(String what, Supplier<String> look) {
    try {
      findings.add(new Finding(what, look.get(), List.of()));
      return true;
    } catch (DeployctlException problem) {
      findings.add(new Finding(what, "see below", problem.diagnostics()));
      return false;
    }
  }

  /** Looks at the tools that the project's steps and secrets need. */
  void tools(LoadedProject project, Parts parts) {
    List<String> providers = project.steps().stream().map(step -> step.provider()).toList();
    if (providers.contains("helm")) {
      look("helm", () -> describe(parts.tools().find(ToolKind.HELM)));
    }
    if (providers.contains("terraform")) {
      look("terraform", () -> describe(parts.tools().find(ToolKind.TERRAFORM, ToolKind.TOFU)));
    }
    if (project.secrets().stream().anyMatch(one -> one.source().equals(SecretSources.SOPS))) {
      look("sops", () -> describe(parts.tools().find(ToolKind.SOPS)));
    }
  }

  /** Looks at the cluster and, if it answers, at the environment's state. */
  void target(OpenWorkspace workspace) {
    boolean reached =
        look("cluster", () -> workspace.target().map(Examination::describe).orElse("none needed"));
    if (reached) {
      look("state", () -> describe(workspace.store().read()));
      if (workspace.target().isPresent()) {
        rights(workspace);
      }
    }
  }

  /** Looks at what the account may do. That it may only look is no mistake, but worth to know. */
  private void rights(OpenWorkspace workspace) {
    try {
      Engine engine = workspace.engine();
      Needs needs = workspace.needs();
      List<String> may = new ArrayList<>();
      List<Diagnostic> problems = new ArrayList<>();
      for (Duty duty : Duty.values()) {
        Optional<Diagnostic> missing = engine.missingRights(needs, duty);
        Severity weight = duty == Duty.PLAN ? Severity.ERROR : Severity.WARNING;
        missing.map(lacks -> lacks.weighing(weight)).ifPresent(problems::add);
        if (missing.isEmpty()) {
          may.add(duty.word());
        }
      }
      String found = may.isEmpty() ? "see below" : "may " + String.join(", ", may);
      // What the first one lacks, those that do more lack too.
      findings.add(new Finding("rights", found, problems.stream().limit(1).toList()));
    } catch (DeployctlException problem) {
      findings.add(new Finding("rights", "see below", problem.diagnostics()));
    }
  }

  /** Returns what was found. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  private static String describe(Tool tool) {
    return tool.name() + " " + tool.version() + " at " + tool.program();
  }

  private static String describe(Target target) {
    return target.context().orElse("in a pod")
        + " at "
        + target.server()
        + target.version().map(version -> ", Kubernetes " + version).orElse("");
  }

  private static String describe(Optional<StoredEnvironment> stored) {
    return stored
        .flatMap(StoredEnvironment::newest)
        .map(newest -> "release " + newest.number() + " is " + newest.status().word())
        .orElse("nothing deployed yet");
  }
}
