package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the processes of a sandbox that was started by another command. */
final class Processes {
  private Processes() {}

  /** Returns the component's process as its pid file names it, if it is still that process. */
  static Optional<ProcessIdentity> recorded(SandboxDirectory directory, Component component) {
    try {
      String text = Files.readString(directory.pidFile(component));
      return ProcessIdentity.parse(text).filter(ProcessIdentity::alive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns all live processes of the component: the recorded one, and those that a command started
   * which was killed before it could write that down. They are known by the program's name and by
   * the sandbox's directory among their arguments.
   */
  static List<ProcessIdentity> all(SandboxDirectory directory, Component component) {
    List<ProcessIdentity> found = new ArrayList<>();
    recorded(directory, component).ifPresent(found::add);
    ProcessHandle.allProcesses()
        .filter(handle -> isStray(handle, directory, component))
        .flatMap(handle -> ProcessIdentity.of(handle.pid()).stream())
        .filter(identity -> !found.contains(identity))
        .forEach(found::add);
    return found;
  }

  private static boolean isStray(
      ProcessHandle handle, SandboxDirectory directory, Component component) {
    ProcessHandle.Info info = handle.info();
    // A program in another root of the file system can be told as `/`, which has no name.
    Optional<String> name = info.command().map(Path::of).map(Path::getFileName).map(Path::toString);
    // Linux adds the word to the name of a program whose file was replaced meanwhile.
    String program = name.orElse("").replaceFirst(" \\(deleted\\)$", "");
    if (!program.equals(component.program())) {
      return false;
    }
    String marker = directory.root() + "/";
    return Arrays.stream(info.arguments().orElse(new String[0]))
        .anyMatch(argument -> argument.contains("=" + marker));
  }
}
