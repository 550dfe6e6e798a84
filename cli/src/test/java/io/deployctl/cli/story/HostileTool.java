package io.deployctl.cli.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A tool that behaves as no tool should.
 *
 * @param name names the case
 * @param tool which tool: {@code helm}, {@code terraform}, or {@code exec} for a step's command
 * @param when the argument with which it misbehaves; with any other it is the real tool
 * @param script what it does, for {@code sh}; {@code REAL} in it is the real tool with all
 *     arguments
 * @param command the command of deployctl that meets it
 * @param exit the exit code of that command
 * @param words what that command has to say
 */
record HostileTool(
    String name, String tool, String when, String script, String command, int exit, String words) {
  /** Helm renders with the command that it acts with; only who acts says how long it may take. */
  private static final String ACTING = "--timeout";

  private static final String STUBBORN = "trap '' TERM INT HUP; while :; do sleep 0.2; done";
  private static final String SECRETS =
      "echo \"token $HUSH\" >&2; printf %s \"$HUSH\" | base64 >&2; echo \"$HUSH\"; exit 77";
  private static final String TERMINAL =
      "printf '\\033[2J\\033]0;owned\\007\\377\\376\\200bad \\302\\r\\b\\n' >&2; exit 9";

  /** Every behaviour that is tried. */
  static List<HostileTool> all() {
    return List.of(
        helm("version", STUBBORN, "plan", 1, "it did not end within 30 s"),
        helm("version", "echo banana", "plan", 1, "it said: banana"),
        helm(
            "version",
            "head -c 50000000 /dev/zero | tr '\\0' x",
            "plan",
            1,
            "did not tell its version"),
        helm(
            "version",
            "printf '\\377\\033[31mv3\\000'; exit 0",
            "plan",
            1,
            "did not tell its version"),
        helm("version", "exit 139", "plan", 1, "it said: nothing"),
        helm("upgrade", SECRETS, "plan", 1, "(secret)"),
        helm("upgrade", "head -c 100000 /dev/urandom", "plan", 1, "helm"),
        helm("upgrade", "exit 0", "plan", 1, "helm"),
        helm(ACTING, SECRETS, "apply", 1, "(secret)"),
        helm(ACTING, TERMINAL, "apply", 1, "failed"),
        helm(ACTING, "exit 0", "apply", 8, "not verified"),
        helm(ACTING, "kill -9 $$", "apply", 1, "137"),
        helm(ACTING, "exec >&- 2>&-; sleep 1; exit 5", "apply", 1, "exit code 5"),
        helm(ACTING, "REAL; exit 3", "apply", 1, "exit code 3"),
        helm(ACTING, "REAL || exit; setsid sleep 1000 & sleep 1000 & exit 0", "apply", 0, ""),
        helm(ACTING, STUBBORN, "apply", 1, "did not end within"),
        terraform("version", "echo 'Terraform v-none'", "plan", 1, "did not tell its version"),
        terraform("init", TERMINAL, "plan", 1, "terraform init"),
        terraform("plan", "head -c 100000 /dev/urandom; exit 1", "plan", 1, "terraform plan"),
        terraform("plan", "exit 0", "plan", 1, "terraform"),
        terraform("plan", STUBBORN, "plan", 1, "did not end within"),
        terraform("plan", SECRETS, "plan", 1, "(secret)"),
        terraform(
            "plan", "head -c 200000000 /dev/zero | tr '\\0' x; exit 1", "plan", 1, "terraform"),
        terraform("show", "echo '{\"half\": '", "plan", 1, "terraform show"),
        terraform("show", "head -c 40000000 /dev/zero | tr '\\0' x", "plan", 1, "terraform show"),
        terraform("show", SECRETS, "plan", 1, "terraform show"),
        terraform("apply", STUBBORN, "apply", 1, "did not end within"),
        terraform("apply", SECRETS, "apply", 1, "(secret)"),
        terraform("apply", "exit 0", "apply", 8, "not verified"),
        terraform("apply", "REAL; exit 4", "apply", 1, "exit code 4"),
        terraform("output", "echo 'no json'", "apply", 1, "terraform output"),
        exec(STUBBORN, 1, "did not end within"),
        exec(SECRETS, 1, "exit code 77"),
        exec(TERMINAL, 1, "exit code 9"),
        exec("kill -9 $$", 1, "exit code 137"),
        exec("exec >&- 2>&-; sleep 1; exit 5", 1, "exit code 5"),
        exec("setsid sleep 1000 & sleep 1000 & exit 0", 0, ""),
        exec("head -c 300000000 /dev/zero | tr '\\0' x; exit 6", 1, "exit code 6"),
        exec("yes | head -n 2000000 >&2; exit 6", 1, "exit code 6"),
        notExecutable("helm", "plan", 1, "is not executable"),
        badInterpreter("helm", "plan", 1, "which is not there"),
        notExecutable("terraform", "plan", 1, "is not executable"),
        badInterpreter("terraform", "plan", 1, "which is not there"),
        notExecutable("exec", "apply", 1, "is not executable"),
        badInterpreter("exec", "apply", 1, "which is not there"));
  }

  /** Puts it into a directory, under its name. */
  Path write(Path directory, Path real) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(tool.equals("exec") ? "act.sh" : tool);
      String all = "'" + real + "' \"$@\"";
      String text =
          "#!/bin/sh\nfor a in \"$@\" .; do case \"$a\" in '%s') %s; exit 0;; esac; done\nexec %s\n"
              .formatted(when, script.replace("REAL", all), all);
      Files.writeString(file, isBadInterpreter() ? "#!/no/such/interpreter\n" : text);
      String rights = isNotExecutable() ? "rw-------" : "rwx------";
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private boolean isNotExecutable() {
    return when.equals("not executable");
  }

  private boolean isBadInterpreter() {
    return when.equals("bad interpreter");
  }

  private static HostileTool helm(
      String when, String script, String command, int exit, String words) {
    return of("helm", when, script, command, exit, words);
  }

  private static HostileTool terraform(
      String when, String script, String command, int exit, String words) {
    return of("terraform", when, script, command, exit, words);
  }

  private static HostileTool exec(String script, int exit, String words) {
    return of("exec", ".", script, "apply", exit, words);
  }

  private static HostileTool notExecutable(String tool, String command, int exit, String words) {
    return of(tool, "not executable", "exit 0", command, exit, words);
  }

  private static HostileTool badInterpreter(String tool, String command, int exit, String words) {
    return of(tool, "bad interpreter", "exit 0", command, exit, words);
  }

  private static HostileTool of(
      String tool, String when, String script, String command, int exit, String words) {
    String name = tool + " " + when + ": " + script;
    return new HostileTool(name, tool, when, script, command, exit, words);
  }
}
