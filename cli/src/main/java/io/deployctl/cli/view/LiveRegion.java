package io.deployctl.cli.view;

import java.util.List;

/**
 * The last lines of a terminal, drawn over again in place. Each drawing is one write, and no line
 * is erased before it is written, so that nothing flickers.
 */
final class LiveRegion {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Page page;
  private int drawn;
  private List<String> last = List.of();

  LiveRegion(Page page) {
    this.page = page;
  }

  /** Draws the lines, none wider than the terminal, over those drawn before. */
  void draw(List<String> dressed) {
    if (dressed.equals(last)) {
      return;
    }
    StringBuilder frame = new StringBuilder("\r");
    if (drawn > 0) {
      frame.append(UP.formatted(drawn));
    }
    dressed.forEach(line -> frame.append(line).append(CLEAR_TO_END_OF_LINE).append('\n'));
    if (dressed.size() < drawn) {
      frame.append(CLEAR_BELOW);
    }
    page.prompt(frame.toString());
    drawn = dressed.size();
    last = List.copyOf(dressed);
  }

  /** Leaves what is drawn where it is; the next drawing begins below. */
  void keep() {
    drawn = 0;
    last = List.of();
  }
}
