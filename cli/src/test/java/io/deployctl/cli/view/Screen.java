package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.cli.view.json.JsonViews;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what views print, for tests. */
public final class Screen {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Returns what the use of human views prints, both streams one after the other. */
  public static String human(Consumer<Views> use) {
    return new Screen().human(Style.PLAIN, Verbosity.NORMAL, false, use);
  }

  /** Returns the same in the given dress. */
  public static String human(Style style, Verbosity verbosity, Consumer<Views> use) {
    return new Screen().human(style, verbosity, false, use);
  }

  /** Returns the same on a terminal. */
  public static String live(Consumer<Views> use) {
    return new Screen().human(Style.PLAIN, Verbosity.NORMAL, true, use);
  }

  /** Returns what the use of JSON views prints. */
  public static String json(Consumer<Views> use) {
    Screen screen = new Screen();
    Views views =
        new JsonViews(screen.stream(screen.out), new Invocation.Program("0.1.0", "17.0.1"));
    use.accept(views);
    views.finish(0);
    return screen.text(screen.out);
  }

  private String human(Style style, Verbosity verbosity, boolean live, Consumer<Views> use) {
    Clock clock = Clock.fixed(Samples.NOW.plusSeconds(4), ZoneOffset.UTC);
    Views views =
        new HumanViews(
            new Page(stream(out), style, 100),
            new Page(stream(err), style, live ? 60 : 100),
            verbosity,
            live ? Optional.of(clock) : Optional.empty());
    use.accept(views);
    views.finish(0);
    String told = text(err);
    return text(out) + (told.isEmpty() ? "" : "---- standard error ----\n" + told);
  }

  private PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
