package io.deployctl.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Values that do not come from files. */
public final class ValueOptions {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a value or give an input, such as image.tag=1.2.3; may be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--allow-overrides",
      description = "Let a protected environment take overrides that are no declared inputs.")
  private boolean allowOverrides;

  /** Returns the overrides as typed, in their order. */
  public List<String> sets() {
    return List.copyOf(sets);
  }

  /** Returns whether a protected environment takes overrides that are no inputs. */
  public boolean allowOverrides() {
    return allowOverrides;
  }
}
