package io.deployctl.providers.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.plan.Content;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.ShellWord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A command with all that it depends on, as plans and releases keep it. Holds secrets in the open,
 * so it is kept sealed.
 *
 * @param command the program and its arguments
 * @param directory where it runs, relative to the project
 * @param variables its environment variables without secrets
 * @param secrets those with secrets
 * @param volatiles the names of those whose secret differs at every read, so that it never counts
 * @param check the command that looks; empty where there is none
 * @param undo the command that takes it back; empty where there is none
 * @param timeout how long each may take
 * @param inputs the digests of the files that it depends on, by their names
 * @param files those files and the commands' own
 */
record ExecCommand(
    List<String> command,
    String directory,
    SortedMap<String, String> variables,
    SortedMap<String, String> secrets,
    List<String> volatiles,
    List<String> check,
    List<String> undo,
    Duration timeout,
    SortedMap<String, String> inputs,
    Optional<Content> files) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMMAND = "command";
  private static final String FILES = "files";

  /** Reads a payload; the redactor learns its secrets. */
  static ExecCommand of(Map<String, Content> payload, Redactor redactor) {
    try {
      Map<String, Object> map =
          JSON.readValue(payload.get(COMMAND).bytes(), new TypeReference<>() {});
      SortedMap<String, String> secrets = texts(map.get("secrets"));
      secrets.values().forEach(secret -> redactor.register(new SecretText(secret)));
      return new ExecCommand(
          list(map.get("command")),
          map.get("directory").toString(),
          texts(map.get("variables")),
          secrets,
          list(map.get("volatiles")),
          list(map.get("check")),
          list(map.get("undo")),
          Duration.parse(map.get("timeout").toString()),
          texts(map.get("inputs")),
          Optional.ofNullable(payload.get(FILES)));
    } catch (IOException broken) {
      throw new IllegalArgumentException("a stored command can't be read");
    }
  }

  /** Returns the payload that {@link #of} reads. */
  SortedMap<String, Content> payload() {
    Map<String, Object> map = new TreeMap<>();
    map.put("command", command);
    map.put("directory", directory);
    map.put("variables", variables);
    map.put("secrets", secrets);
    map.put("volatiles", volatiles);
    map.put("check", check);
    map.put("undo", undo);
    map.put("timeout", timeout.toString());
    map.put("inputs", inputs);
    SortedMap<String, Content> payload = new TreeMap<>();
    try {
      payload.put(COMMAND, Content.sealed(JSON.writeValueAsBytes(map)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a command is always JSON", impossible);
    }
    files.ifPresent(content -> payload.put(FILES, content));
    return payload;
  }

  /** Returns whether running the other would be running the same with the same. */
  boolean isSameRun(ExecCommand other) {
    return command.equals(other.command)
        && directory.equals(other.directory)
        && variables.equals(other.variables)
        && Objects.equals(counted(), other.counted())
        && inputs.equals(other.inputs);
  }

  /** Returns the secrets that count as changes. */
  SortedMap<String, String> counted() {
    SortedMap<String, String> counted = new TreeMap<>(secrets);
    counted.keySet().removeAll(volatiles);
    return counted;
  }

  /** Returns a command as users read it. */
  static String shown(List<String> arguments) {
    return arguments.stream().map(ShellWord::of).collect(Collectors.joining(" "));
  }

  private static List<String> list(Object tree) {
    return ((List<?>) tree).stream().map(Object::toString).toList();
  }

  private static SortedMap<String, String> texts(Object tree) {
    SortedMap<String, String> texts = new TreeMap<>();
    ((Map<?, ?>) tree).forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }

  @Override
  public String toString() {
    return shown(command);
  }
}
