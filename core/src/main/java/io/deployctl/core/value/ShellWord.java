package io.deployctl.core.value;

/** Writes arguments so that a POSIX shell reads each as one word. */
public final class ShellWord {
  private ShellWord() {}

  /** Returns the argument, quoted if it has to be. */
  public static String of(String argument) {
    return argument.matches("[A-Za-z0-9_./:=@%+,-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
