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
  private static final List<String> KNOWN =
      List.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");

  /** What the protocol tells a plugin of the cluster, besides its own settings. */
  private static final List<String> CLUSTER_KEYS =
      List.of(
          "server",
          "tls-server-name",
          "insecure-skip-tls-verify",
          "certificate-authority-data",
          "proxy-url");

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
    if (!KNOWN.contains(apiVersion())) {
      throw failed(
          "credential-plugin-failed",
          "speaks `" + apiVersion() + "`, which is not known",
          Diagnostic.note("", "")
              .hint("have the cluster's tool write the kubeconfig again, for " + KNOWN.get(0)));
    }
    if (exec.path("interactiveMode").asText().equals("Always")) {
      throw failed(
          "credential-plugin-interactive",
          "has to ask somebody, and there is nobody: its `interactiveMode` is `Always`",
          Diagnostic.note("", "")
              .hint("use a context whose plugin can do without, or one with a token"));
    }
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
        .map(this::status)
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
      spec.set("cluster", cluster());
    }
    return information;
  }

  private ObjectNode cluster() {
    ObjectNode told = Json.object();
    for (String key : CLUSTER_KEYS) {
      if (access.cluster().has(key)) {
        told.set(key, access.cluster().get(key));
      }
    }
    access
        .cluster()
        .path("extensions")
        .forEach(
            extension -> {
              if (extension.path("name").asText().equals("client.authentication.k8s.io/exec")) {
                told.set("config", extension.path("extension"));
              }
            });
    return told;
  }

  private String apiVersion() {
    return exec.path("apiVersion").asText("client.authentication.k8s.io/v1");
  }

  private String program() {
    return exec.path("command").asText("");
  }

  /** A plugin that answers in another version than it was asked in is refused, as by kubectl. */
  private JsonNode status(ObjectNode answer) {
    String version = answer.path("apiVersion").asText(apiVersion());
    if (!version.equals(apiVersion())) {
      throw failed(
          "credential-plugin-failed",
          "answers in `" + version + "` though it was asked in `" + apiVersion() + "`",
          Diagnostic.note("", "")
              .hint("set `apiVersion` of the kubeconfig's `exec` to what the plugin speaks"));
    }
    return answer.path("status");
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
