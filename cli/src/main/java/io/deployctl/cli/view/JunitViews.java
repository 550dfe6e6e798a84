package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What others show, with the checks in a file that tools for test results read. */
public final class JunitViews extends ForwardingViews {
  private final Path file;
  private final List<Diagnostic> told = new ArrayList<>();
  private boolean written;

  /**
   * Makes them.
   *
   * @param others what shows it
   * @param file takes the report
   */
  public JunitViews(Views others, Path file) {
    super(others);
    this.file = file;
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    super.diagnostics(diagnostics);
    told.addAll(diagnostics);
  }

  /** A command that did not come to its checks says why; no file at all would look like success. */
  @Override
  public void finish(int exit) {
    super.finish(exit);
    if (!written) {
      List<Diagnostic> errors = told.stream().filter(Diagnostic::isError).toList();
      write(
          new JunitReport(
              List.of(
                  new JunitReport.Suite(
                      "deployctl",
                      List.of(
                          new JunitReport.Case(
                              "checks",
                              Duration.ZERO,
                              errors,
                              errors.isEmpty()
                                  ? Optional.of("there was nothing to check")
                                  : Optional.empty()))))));
    }
  }

  private void write(JunitReport report) {
    written = true;
    JunitFile.write(file, report);
  }

  @Override
  public void health(HealthReport report) {
    super.health(report);
    write(JunitReport.of(report));
  }

  @Override
  public void smoke(List<SmokeOutcome> outcomes) {
    super.smoke(outcomes);
    write(JunitReport.of(outcomes));
  }

  @Override
  public RunView run(Plan plan) {
    return new Recording(super.run(plan), plan);
  }

  /** Collects how the checks of a run end; those that were never begun are skipped. */
  private final class Recording extends ForwardingRun {
    private final Map<String, JunitReport.Suite> suites = new LinkedHashMap<>();

    private Recording(RunView view, Plan plan) {
      super(view);
      plan.steps().filter(Recording::isCheck).forEach(step -> put(step.step().name(), skipped()));
    }

    private static boolean isCheck(PlannedStep step) {
      List<Effect> effects = step.plan().effects();
      return !effects.isEmpty() && effects.stream().allMatch(one -> one.verb() == Verb.READ);
    }

    private static JunitReport.Case skipped() {
      return new JunitReport.Case(
          "all", Duration.ZERO, List.of(), Optional.of("the run did not get that far"));
    }

    private void put(String step, JunitReport.Case... cases) {
      suites.put(step, new JunitReport.Suite(step, List.of(cases)));
    }

    @Override
    public synchronized void accept(RunEvent event) {
      super.accept(event);
      if (event instanceof RunEvent.StepFinished end && suites.containsKey(end.step().name())) {
        List<Diagnostic> errors = end.diagnostics().stream().filter(Diagnostic::isError).toList();
        boolean failed = end.outcome() == StepOutcome.FAILED;
        if (failed && !errors.isEmpty()) {
          put(end.step().name(), cases(errors, end.took()));
        } else if (end.outcome().isGood()) {
          put(
              end.step().name(),
              new JunitReport.Case("all", end.took(), List.of(), Optional.empty()));
        }
      }
    }

    /** A check that failed has a case for each thing that is wrong. */
    private static JunitReport.Case[] cases(List<Diagnostic> errors, Duration took) {
      List<JunitReport.Case> cases = new ArrayList<>();
      for (Diagnostic error : errors) {
        Duration share = cases.isEmpty() ? took : Duration.ZERO;
        cases.add(new JunitReport.Case(error.summary(), share, List.of(error), Optional.empty()));
      }
      return cases.toArray(JunitReport.Case[]::new);
    }

    @Override
    public synchronized void ended(
        ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
      super.ended(exit, release, diagnostics);
      if (!suites.isEmpty()) {
        write(new JunitReport(List.copyOf(suites.values())));
      } else {
        told.addAll(diagnostics);
      }
    }
  }
}
