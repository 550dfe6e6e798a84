package io.deployctl.cli.terminal;

/** What a piece of text is dressed in. Output must be understandable without it. */
public enum Ink {
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
