package io.deployctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class StyleTest {
  @Test
  void terminalIsColouredUnlessSomebodySaysNo() {
    assertThat(Style.of(true, false, Map.of())).isSameAs(Style.COLOURED);
    assertThat(Style.of(true, true, Map.of())).isSameAs(Style.PLAIN);
    assertThat(Style.of(true, false, Map.of("NO_COLOR", "1"))).isSameAs(Style.PLAIN);
    assertThat(Style.of(true, false, Map.of("NO_COLOR", ""))).isSameAs(Style.COLOURED);
    assertThat(Style.of(true, false, Map.of("TERM", "dumb"))).isSameAs(Style.PLAIN);
  }

  @Test
  void pipeIsPlainUnlessForced() {
    assertThat(Style.of(false, false, Map.of())).isSameAs(Style.PLAIN);
    assertThat(Style.of(false, false, Map.of("FORCE_COLOR", "1"))).isSameAs(Style.COLOURED);
    assertThat(Style.of(false, false, Map.of("FORCE_COLOR", "1", "NO_COLOR", "1")))
        .isSameAs(Style.PLAIN);
  }

  @Test
  void inkSurroundsTheText() {
    assertThat(Style.COLOURED.paint(Ink.RED, "gone")).isEqualTo("\u001b[31mgone\u001b[0m");
    assertThat(Style.COLOURED.paint(Ink.RED, "")).isEmpty();
    assertThat(Style.PLAIN.paint(Ink.RED, "gone")).isEqualTo("gone");
  }

  @Test
  void controlCharactersOfOthersAreShownInsteadOfObeyed() {
    assertThat(Style.clean("a\u001b]0;title\u0007b\rc"))
        .isEqualTo("a\\u001b]0;title\\u0007b\\u000dc");
    assertThat(Style.clean("right\u202eleft")).isEqualTo("right\\u202eleft");
    assertThat(Style.clean("ü\n\t√ 🙂")).isEqualTo("ü\n  √ 🙂");
  }
}
