package io.deployctl.cli.terminal;

/** How much people want to read. */
public enum Verbosity {
  /** What it takes to decide. */
  NORMAL,
  /** Everything that is known, and the log. */
  VERBOSE
}
