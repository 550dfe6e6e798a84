package io.deployctl.cli;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.CompletionCommand;
import io.deployctl.cli.command.InitCommand;
import io.deployctl.cli.command.SandboxCommand;
import io.deployctl.cli.command.VersionCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands, in the order in which help lists them. A command is here once it works. */
final class Commands {
  private Commands() {}

  /** Returns what makes each command, by name. */
  static Map<String, Function<CommandContext, Object>> all() {
    Map<String, Function<CommandContext, Object>> all = new LinkedHashMap<>();
    all.put("init", InitCommand::new);
    all.put("sandbox", SandboxCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("version", VersionCommand::new);
    return all;
  }
}
