package io.deployctl.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.fixtures.GoldenFile;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RunViewTest {
  @Test
  void logGetsALineForEverythingThatHappens() {
    golden("run/good.txt", Screen.human(SampleRuns::good));
  }

  @Test
  void failureIsToldWithItsCauseAtTheEnd() {
    golden("run/failed.txt", Screen.human(SampleRuns::failed));
  }

  @Test
  void automaticRollbackIsPartOfTheStory() {
    golden("run/rolled-back.txt", Screen.human(SampleRuns::rolledBack));
  }

  @Test
  void runThatNeverBeganSaysOnlyWhy() {
    golden("run/locked.txt", Screen.human(SampleRuns::locked));
  }

  @Test
  void terminalIsDrawnOverInPlace() {
    String drawn = Screen.live(SampleRuns::good);

    golden("run/good-live.txt", drawn.replace("\u001b", "<ESC>").replace("\r", "<CR>"));
  }

  @Test
  void terminalShowsNoLineWiderThanItself() {
    String drawn = Screen.live(SampleRuns::good);

    assertThat(drawn.replaceAll("\u001b\\[\\d*[A-Zm]", "").lines())
        .filteredOn(line -> line.contains("waiting for"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.strip().length()).isLessThan(60).isGreaterThan(50));
  }

  @Test
  void coloursAddNothingToTheText() {
    Consumer<Views> use = SampleRuns::failed;

    assertThat(Screen.human(Style.COLOURED, Verbosity.NORMAL, use).replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(Screen.human(use));
  }

  @Test
  void programsGetALineForEachEvent() {
    golden("run/rolled-back.jsonl", Screen.json(SampleRuns::rolledBack));
  }

  private static void golden(String name, String actual) {
    GoldenFile.of("view/" + name).matches(actual);
  }
}
