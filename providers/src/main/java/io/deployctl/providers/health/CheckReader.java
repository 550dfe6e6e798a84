package io.deployctl.providers.health;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.schema.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code checks} of a health step, and finds everything that is wrong with them. */
final class CheckReader {
  private static final String CONDITION = "[A-Za-z][A-Za-z0-9./_-]*(=[A-Za-z]+)?";

  private final Diagnostics problems = new Diagnostics();

  private CheckReader() {}

  /**
   * Reads the checks.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException with every problem at its place
   */
  static List<HealthSpec.Check> read(Settings settings) {
    CheckReader reader = new CheckReader();
    List<HealthSpec.Check> checks = new ArrayList<>();
    settings.records("checks").forEach(check -> checks.add(reader.check(check)));
    reader.problems.throwIfErrors();
    return checks;
  }

  private HealthSpec.Check check(Settings settings) {
    HealthSpec.Check check =
        new HealthSpec.Check(
            settings.optionalText("apiVersion"),
            settings.text("kind"),
            settings.text("name"),
            settings.optionalText("namespace"),
            settings.optionalText("condition"));
    if (check.apiVersion().isEmpty() && KindNames.group(check.kind()).isEmpty()) {
      Optional<String> nearest = Suggestion.nearest(check.kind(), KindNames.all());
      problem(
          settings,
          "kind",
          "`" + check.kind() + "` is none of Kubernetes' own kinds",
          nearest
              .map(kind -> "did you mean `" + kind + "`? A custom kind needs its `apiVersion`")
              .orElse("a custom kind needs its `apiVersion`"));
    }
    if (check.condition().filter(text -> !text.matches(CONDITION)).isPresent()) {
      problem(
          settings,
          "condition",
          "`" + check.condition().get() + "` is no condition",
          "write its type, such as `Available`, or `Type=Status`, such as `Paused=False`");
    }
    return check;
  }

  private void problem(Settings settings, String key, String summary, String hint) {
    Diagnostic diagnostic = Diagnostic.error("invalid-check", summary).hint(hint);
    problems.add(settings.position(key).map(diagnostic::at).orElse(diagnostic));
  }
}
