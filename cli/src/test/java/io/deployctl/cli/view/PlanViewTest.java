package io.deployctl.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.Plan;
import io.deployctl.fixtures.GoldenFile;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PlanViewTest {
  @Test
  void peopleSeeEveryChangeBeforeAnythingIsTouched() {
    golden("plan/rich.txt", Screen.human(show(Samples.rich())));
  }

  @Test
  void verboseShowsTheFieldsOfWhatIsCreated() {
    golden(
        "plan/rich-verbose.txt",
        Screen.human(Style.PLAIN, Verbosity.VERBOSE, show(Samples.rich())));
  }

  @Test
  void coloursAddNothingToTheText() {
    String coloured = Screen.human(Style.COLOURED, Verbosity.NORMAL, show(Samples.rich()));

    assertThat(coloured).contains("\u001b[32m+ terraform_data.network\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(Screen.human(show(Samples.rich())));
  }

  @Test
  void planWithoutChangesIsShort() {
    golden(
        "plan/empty.txt",
        Screen.human(views -> views.plan(PlanKind.PLAN, Samples.empty(), Optional.empty())));
  }

  @Test
  void firstPlanOfASmallProjectIsCalm() {
    golden("plan/small.txt", Screen.human(show(Samples.small())));
  }

  @Test
  void programsGetTheSameInOneDocument() {
    golden("plan/rich.json", Screen.json(show(Samples.rich())));
  }

  @Test
  void takingOverIsCountedByItselfAndIsNoChange() {
    golden("plan/adopting.txt", Screen.human(show(Samples.adopting())));
    golden("plan/adopting.json", Screen.json(show(Samples.adopting())));
    golden("plan/adopting.md", MarkdownPlan.of(PlanKind.PLAN, Samples.adopting()));
  }

  @Test
  void adoptionTellsOfEachObjectWhatComesOfIt() {
    Consumer<Views> show =
        views -> views.plan(PlanKind.ADOPTION, Samples.adoption(), Optional.empty());
    golden("plan/adoption.txt", Screen.human(show));
    golden("plan/adoption.json", Screen.json(show));
  }

  @Test
  void pullRequestGetsMarkdown() {
    golden("plan/rich.md", MarkdownPlan.of(PlanKind.PLAN, Samples.rich()));
  }

  private static Consumer<Views> show(Plan plan) {
    return views ->
        views.plan(PlanKind.PLAN, plan, Optional.of("deployctl apply --env " + plan.environment()));
  }

  private static void golden(String name, String actual) {
    GoldenFile.of("view/" + name).matches(actual);
  }
}
