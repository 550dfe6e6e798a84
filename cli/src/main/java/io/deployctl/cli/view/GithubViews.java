package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.Release;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What people read, in a job of GitHub Actions: errors and warnings are annotations of their files
 * too, and plans go into the job's summary.
 */
public final class GithubViews extends ForwardingViews {
  private final PrintStream err;
  private final Optional<Path> summary;

  /**
   * Makes them.
   *
   * @param others what people read
   * @param err takes annotations
   * @param summary the file of the job's summary, if there is one
   */
  public GithubViews(Views others, PrintStream err, Optional<Path> summary) {
    super(others);
    this.err = err;
    this.summary = summary;
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    super.diagnostics(diagnostics);
    annotate(diagnostics);
  }

  @Override
  public void plan(PlanKind kind, Plan plan, Optional<String> next) {
    super.plan(kind, plan, next);
    summary.ifPresent(file -> append(file, MarkdownPlan.of(kind, plan) + "\n"));
  }

  @Override
  public RunView run(Plan plan) {
    RunView view = super.run(plan);
    return new RunView() {
      @Override
      public void accept(RunEvent event) {
        view.accept(event);
      }

      @Override
      public void stopping() {
        view.stopping();
      }

      @Override
      public void aborting() {
        view.aborting();
      }

      @Override
      public <T> T ask(String question, Supplier<T> answer) {
        return view.ask(question, answer);
      }

      @Override
      public <T> T askMore(
          PlannedStep step, List<Effect> beyond, String question, Supplier<T> answer) {
        return view.askMore(step, beyond, question, answer);
      }

      @Override
      public void ended(ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics) {
        view.ended(exit, release, diagnostics);
        annotate(diagnostics);
      }
    };
  }

  private void annotate(List<Diagnostic> diagnostics) {
    diagnostics.forEach(diagnostic -> err.print(annotation(diagnostic) + "\n"));
    err.flush();
  }

  /** The form is GitHub's: workflow commands, with percent signs and line ends escaped. */
  private static String annotation(Diagnostic diagnostic) {
    String kind =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "notice";
        };
    StringBuilder text = new StringBuilder("::" + kind + " title=" + property(diagnostic.code()));
    diagnostic
        .position()
        .ifPresent(
            place -> {
              text.append(",file=").append(property(place.file()));
              if (place.line() > 0) {
                text.append(",line=").append(place.line());
              }
              if (place.column() > 0) {
                text.append(",col=").append(place.column());
              }
            });
    String hint = diagnostic.hint().map(advice -> "\nhint: " + advice).orElse("");
    String step = diagnostic.step().map(place -> "\nin " + place).orElse("");
    return text.append("::").append(data(diagnostic.summary() + step + hint)).toString();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw DeployctlException.failed(
          Diagnostic.error("cannot-write", "writing the job's summary to " + file + ": " + failure)
              .hint("see what GITHUB_STEP_SUMMARY points at"));
    }
  }
}
