package io.deployctl.providers.sandbox;

import java.nio.file.Path;

/** Brings the sandbox {@code cut} up, as a command would; for tests that cut it off. */
final class UpInAnotherProcess {
  private UpInAnotherProcess() {}

  /** Takes the directory that holds the sandboxes. */
  public static void main(String[] arguments) {
    Sandboxes.up(TestSandboxes.spec("cut", Path.of(arguments[0])), System.out::println);
  }
}
