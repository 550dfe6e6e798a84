package io.deployctl.cli;

import io.deployctl.cli.command.AdoptCommand;
import io.deployctl.cli.command.ApplyCommand;
import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.CompletionCommand;
import io.deployctl.cli.command.ConfigCommand;
import io.deployctl.cli.command.DestroyCommand;
import io.deployctl.cli.command.DoctorCommand;
import io.deployctl.cli.command.DriftCommand;
import io.deployctl.cli.command.HealthCommand;
import io.deployctl.cli.command.HistoryCommand;
import io.deployctl.cli.command.InitCommand;
import io.deployctl.cli.command.LockCommand;
import io.deployctl.cli.command.PlanCommand;
import io.deployctl.cli.command.RbacCommand;
import io.deployctl.cli.command.RenderCommand;
import io.deployctl.cli.command.ResumeCommand;
import io.deployctl.cli.command.RollbackCommand;
import io.deployctl.cli.command.SandboxCommand;
import io.deployctl.cli.command.SmokeCommand;
import io.deployctl.cli.command.StateCommand;
import io.deployctl.cli.command.StatusCommand;
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
    all.put("config", ConfigCommand::new);
    all.put("render", RenderCommand::new);
    all.put("plan", PlanCommand::new);
    all.put("apply", ApplyCommand::new);
    all.put("adopt", AdoptCommand::new);
    all.put("resume", ResumeCommand::new);
    all.put("rollback", RollbackCommand::new);
    all.put("destroy", DestroyCommand::new);
    all.put("drift", DriftCommand::new);
    all.put("status", StatusCommand::new);
    all.put("history", HistoryCommand::new);
    all.put("lock", LockCommand::new);
    all.put("state", StateCommand::new);
    all.put("health", HealthCommand::new);
    all.put("smoke", SmokeCommand::new);
    all.put("rbac", RbacCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("init", InitCommand::new);
    all.put("sandbox", SandboxCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("version", VersionCommand::new);
    return all;
  }
}
