package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kubeconfig's {@code exec} stanza: a program that hands out credentials, by the protocol
 * client.authentication.k8s.io.
 */
final class CredentialPlugin {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Access access;
  private final ObjectNode exec;
  private final ProcessRunner processes;

  CredentialPlugin(Access access, ObjectNode exec, ProcessRunner processes) {
    this.access = access;
    this.exec = exec;
    this.processes = processes;
  }

  /**
   * Runs the program.
   *
   * @throws DeployctlException when it is missing, fails, hangs or answers something else
   */
  Credential fetch() {
    ToolResult result = processes.run(command(), NoRedaction.INSTANCE, new Cancellation());
    if (result.end() == ToolResult.End.NOT_FOUND) {
      throw failed("credential-plugin-missing", "is not installed", missing());
    }
    if (result.end() != ToolResult.End.EXITED) {
      throw failed("credential-plugin-failed", "did not answer within 60 s", by(List.of()));
    }
    if (result.exitCode() != 0) {
      throw failed(
          "credential-plugin-failed",
          "failed with exit code " + result.exitCode(),
          by(complaints(result)));
    }
    return Json.parseObject(result.output().getBytes(StandardCharsets.UTF_8))
        .map(answer -> answer.path("status"))
        .flatMap(CredentialPlugin::credential)
        .orElseThrow(
            () ->
                failed(
                    "credential-plugin-failed",
                    "answered without a token or a certificate",
                    by(List.of())));
  }

  private ToolCommand command() {
    List<String> arguments = new ArrayList<>();
    arguments.add(program());
    exec.path("args").forEach(argument -> arguments.add(argument.asText()));
    Map<String, String> variables = new TreeMap<>();
    exec.path("env")
        .forEach(item -> variables.put(item.path("name").asText(), item.path("value").asText("")));
    variables.put("KUBERNETES_EXEC_INFO", Json.write(information()));
    return new ToolCommand(
        arguments, Path.of("."), variables, Map.of(), Optional.empty(), TIMEOUT, line -> {});
  }

  private ObjectNode information() {
    ObjectNode information =
        Json.object().put("apiVersion", apiVersion()).put("kind", "ExecCredential");
    ObjectNode spec = information.putObject("spec").put("interactive", false);
    if (exec.path("provideClusterInfo").asBoolean(false)) {
      spec.set("cluster", access.cluster());
    }
    return information;
  }

  private String apiVersion() {
    return exec.path("apiVersion").asText("client.authentication.k8s.io/v1");
  }

  private String program() {
    return exec.path("command").asText("");
  }

  private static Optional<Credential> credential(JsonNode status) {
    Optional<SecretText> token = text(status, "token").map(SecretText::new);
    Optional<String> certificate = text(status, "clientCertificateData");
    Optional<SecretText> key = text(status, "clientKeyData").map(SecretText::new);
    if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(new Credential(token, certificate, key, expiry(status)));
  }

  private static Optional<Instant> expiry(JsonNode status) {
    try {
      return text(status, "expirationTimestamp").map(Instant::parse);
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.of(node.path(key).asText("")).filter(text -> !text.isEmpty());
  }

  /** Standard output is left out, because it is where credentials go. */
  private static List<String> complaints(ToolResult result) {
    List<String> answered = result.output().lines().map(String::strip).toList();
    return result.lastLines().stream()
        .filter(line -> !line.isBlank() && !answered.contains(line.strip()))
        .collect(Collectors.toList());
  }

  private DeployctlException failed(String code, String what, Diagnostic more) {
    Diagnostic diagnostic =
        Diagnostic.error(
            code,
            "getting credentials for "
                + access.contextName()
                + ": its credential plugin `"
                + program()
                + "` "
                + what);
    for (String line : more.details()) {
      diagnostic = diagnostic.detail(line);
    }
    return DeployctlException.failed(diagnostic.hint(more.hint().orElseThrow()));
  }

  private Diagnostic missing() {
    Diagnostic more = Diagnostic.note("", "");
    for (String line : exec.path("installHint").asText("").strip().lines().toList()) {
      more = more.detail(line);
    }
    return more.hint("install `" + program() + "` and put it on the PATH");
  }

  private Diagnostic by(List<String> lines) {
    Diagnostic more = Diagnostic.note("", "");
    for (String line : lines) {
      more = more.detail(line);
    }
    return more.hint("log in again, and try `kubectl get namespaces` with the same context");
  }
}
