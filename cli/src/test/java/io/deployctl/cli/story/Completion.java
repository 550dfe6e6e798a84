package io.deployctl.cli.story;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a person does to complete a run that was cut off: what the hints say. Where a command
 * is in doubt, looks whether it did its work, and says so; where Terraform's state is locked or was
 * left in a file, does with Terraform what the hint names.
 */
final class Completion {
  /** Runs a command of the program. */
  @FunctionalInterface
  interface Program {
    CommandResult run(String... words);
  }

  private static final int MOST_HINTS = 4;
  private static final Pattern LOCKED =
      Pattern.compile("`(TF_DATA_DIR=[^`]+ force-unlock [0-9a-f-]{36})`");
  private static final Pattern STATE_LEFT =
      Pattern.compile("`(TF_DATA_DIR=[^`]+ )(state push '([^`]+)')`");

  private static final Pattern TERRAFORMS_LOCK = Pattern.compile("ID: +([0-9a-f-]{36})");

  private final Stage stage;
  private final Shop shop;
  private final Map<String, String> environment;
  private final Program program;

  /**
   * Makes one.
   *
   * @param environment the variables of what is run besides the program
   * @param program runs the program in the project
   */
  Completion(Stage stage, Shop shop, Map<String, String> environment, Program program) {
    this.stage = stage;
    this.shop = shop;
    this.environment = Map.copyOf(environment);
    this.program = program;
  }

  /**
   * Completes what was left.
   *
   * @param command {@code resume}, after which {@code apply} does what no run has begun; or {@code
   *     apply}
   */
  CommandResult by(String command) {
    CommandResult result = acting(command);
    for (int hint = 0; hint < MOST_HINTS; hint++) {
      Optional<CommandResult> next = next(command, result);
      if (next.isEmpty()) {
        return result;
      }
      result = next.get();
    }
    return result;
  }

  private Optional<CommandResult> next(String command, CommandResult result) {
    String said = result.err();
    if (said.contains("nobody knows whether `./migrate")) {
      String word = shop.migrations() == shop.runs() ? "--done" : "--again";
      return Optional.of(acting("resume", word, "migrate"));
    }
    if (said.contains("was left unfinished")) {
      return Optional.of(acting("apply"));
    }
    return followed(said) ? Optional.of(acting(command)) : Optional.empty();
  }

  private CommandResult acting(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--auto-approve", "--wait-lock", "5m"));
    return program.run(all.toArray(String[]::new));
  }

  /** Does with Terraform what was said, to the letter; returns whether something was. */
  private boolean followed(String said) {
    Matcher left = STATE_LEFT.matcher(said);
    if (left.find()) {
      push(left.group(1), left.group(2), left.group(3));
      return true;
    }
    Matcher locked = LOCKED.matcher(said);
    if (locked.find()) {
      unlock(locked.group(1));
      return true;
    }
    return said.contains("`deployctl plan` in a checkout of the project names the command")
        && followed(program.run("plan").err());
  }

  private void unlock(String command) {
    try {
      byHand(command);
    } catch (IllegalStateException refused) {
      if (!refused.getMessage().contains("already locked")) {
        throw refused;
      }
      // It was to make the state: Terraform can't load what is not there, and unlock it.
      String lease = "lock-tfstate-default-shop";
      stage.kubectl("-n", shop.terraformNamespace(), "delete", "lease", lease);
    }
  }

  /** What could not store its state could not give its lock back either; Terraform names it. */
  private void push(String terraform, String push, String file) {
    try {
      byHand(terraform + push);
    } catch (IllegalStateException refused) {
      Matcher lock = TERRAFORMS_LOCK.matcher(refused.getMessage());
      if (!lock.find()) {
        throw refused;
      }
      byHand(terraform + "force-unlock " + lock.group(1));
      byHand(terraform + push);
    }
    delete(Path.of(file));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void byHand(String command) {
    try {
      Path output = Files.createTempFile(shop.directory().getParent(), "said", ".txt");
      Path yes = Files.writeString(shop.directory().resolveSibling("yes"), "yes\n");
      ProcessBuilder builder =
          new ProcessBuilder("sh", "-c", command)
              .directory(shop.directory().toFile())
              .redirectInput(yes.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("KUBE_CONFIG_PATH", environment.get("KUBECONFIG"));
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " said: " + Files.readString(output));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
