package io.deployctl.providers.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the programs of one sandbox. Safe for several threads: once abandoned, it has ended all
 * that it started and starts nothing more.
 */
final class ProcessSet {
  private final SandboxDirectory directory;
  private final BinarySet binaries;
  private final Detachment detachment;
  private final Map<String, String> environment;
  private final Map<Component, ProcessIdentity> started = new EnumMap<>(Component.class);
  private boolean abandoned;

  ProcessSet(SandboxDirectory directory, BinarySet binaries, Map<String, String> environment) {
    this.directory = directory;
    this.binaries = binaries;
    this.detachment = Detachment.find(environment);
    this.environment = environment;
  }

  /** Starts the component with the arguments and keeps its number in its pid file. */
  synchronized void start(Component component, List<String> arguments) throws IOException {
    if (abandoned) {
      throw new IOException("the start was interrupted");
    }
    List<String> command = new ArrayList<>();
    command.add(binaries.program(component).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(detachment.around(command));
    builder.directory(directory.root().toFile());
    builder.environment().clear();
    builder.environment().put("PATH", environment.getOrDefault("PATH", ""));
    builder.environment().put("HOME", directory.root().toString());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    Path log = directory.log(component);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    Optional<ProcessIdentity> identity = ProcessIdentity.of(process.pid());
    if (identity.isPresent()) {
      started.put(component, identity.get());
      directory.write(directory.pidFile(component), identity.get() + "\n");
    }
  }

  /** Returns whether the component was started and is still there. */
  synchronized boolean alive(Component component) {
    ProcessIdentity identity = started.get(component);
    return identity != null && identity.alive();
  }

  /** Ends all that was started, at once; nothing is kept, so nothing is given time to save. */
  synchronized void abandon(Duration patience) {
    abandoned = true;
    List<ProcessIdentity> all = new ArrayList<>(started.values());
    all.forEach(identity -> identity.end(true));
    Ending.awaitAll(all, patience);
  }
}
