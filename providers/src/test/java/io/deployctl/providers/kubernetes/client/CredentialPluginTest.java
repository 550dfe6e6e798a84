package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A kubeconfig's credential plugin. */
class CredentialPluginTest {
  private static final String STANZA =
      """
      {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "aws",
       "args": ["eks", "get-token"], "env": [{"name": "AWS_PROFILE", "value": "prod"}],
       "installHint": "see https://example.com/install", "provideClusterInfo": true}
      """;

  private final List<ToolCommand> commands = new ArrayList<>();

  @Test
  void tokenAndExpiryAreTakenFromTheAnswer() {
    Credential credential =
        plugin(
                exited(
                    0,
                    """
                    {"status": {"token": "hunter22", "expirationTimestamp": "2026-01-01T00:15:00Z"}}
                    """))
            .fetch();

    assertThat(credential.token()).contains(new SecretText("hunter22"));
    assertThat(credential.expires()).contains(Instant.parse("2026-01-01T00:15:00Z"));
    assertThat(credential.toString()).doesNotContain("hunter22");
  }

  @Test
  void programIsCalledByTheProtocol() {
    plugin(exited(0, "{\"status\": {\"token\": \"x\"}}")).fetch();

    ToolCommand command = commands.get(0);
    assertThat(command.arguments()).containsExactly("aws", "eks", "get-token");
    assertThat(command.variables()).containsEntry("AWS_PROFILE", "prod");
    ObjectNode information =
        Json.parseObject(command.variables().get("KUBERNETES_EXEC_INFO").getBytes()).orElseThrow();
    assertThat(information.path("apiVersion").asText())
        .isEqualTo("client.authentication.k8s.io/v1beta1");
    assertThat(information.path("spec").path("interactive").asBoolean(true)).isFalse();
    assertThat(information.path("spec").path("cluster").path("server").asText())
        .isEqualTo("https://c");
  }

  @Test
  void certificateServesAsWellAsAToken() {
    Credential credential =
        plugin(
                exited(
                    0,
                    "{\"status\": {\"clientCertificateData\": \"pem\", \"clientKeyData\": \"key\"}}"))
            .fetch();

    assertThat(credential.certificate()).contains("pem");
    assertThat(credential.key()).contains(new SecretText("key"));
  }

  @Test
  void missingProgramIsToldWithItsInstallHint() {
    Diagnostic told = refusal(new ToolResult(ToolResult.End.NOT_FOUND, -1, "", false, List.of()));

    assertThat(told.code()).isEqualTo("credential-plugin-missing");
    assertThat(told.summary()).contains("context `prod`").contains("`aws`");
    assertThat(told.details()).contains("see https://example.com/install");
  }

  @Test
  void failureShowsWhatItComplainedOfButNothingOfItsAnswer() {
    Diagnostic told =
        refusal(
            new ToolResult(
                ToolResult.End.EXITED,
                255,
                "{\"token\": \"hunter22\"}\n",
                false,
                List.of("{\"token\": \"hunter22\"}", "SSO session expired")));

    assertThat(told.code()).isEqualTo("credential-plugin-failed");
    assertThat(told.details()).containsExactly("SSO session expired");
  }

  @Test
  void hangingOrTalkativeProgramIsAFailure() {
    assertThat(
            refusal(new ToolResult(ToolResult.End.TIMED_OUT, -1, "", false, List.of())).summary())
        .contains("did not answer");
    assertThat(refusal(exited(0, "Welcome to the cloud!")).summary()).contains("without a token");
    assertThat(refusal(exited(0, "{\"status\": {}}")).summary()).contains("without a token");
  }

  @Test
  void tokenIsFetchedAgainShortlyBeforeItExpiresAndWhenItIsRefused() {
    CredentialPlugin plugin = plugin(exited(0, "{\"status\": {\"token\": \"new\"}}"));
    Credential old =
        new Credential(
            Optional.of(new SecretText("old")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.parse("2026-01-01T00:01:00Z")));

    PluginToken early = new PluginToken(plugin, old, at("2026-01-01T00:00:00Z"));
    assertThat(early.getToken()).isEqualTo("old");
    assertThat(early.renew()).isTrue();
    assertThat(early.getToken()).isEqualTo("new");
    assertThat(new PluginToken(plugin, old, at("2026-01-01T00:00:45Z")).getToken())
        .isEqualTo("new");
    assertThat(commands).hasSize(2);
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private Diagnostic refusal(ToolResult result) {
    return catchThrowableOfType(DeployctlException.class, () -> plugin(result).fetch())
        .diagnostics()
        .get(0);
  }

  private static ToolResult exited(int code, String output) {
    return new ToolResult(ToolResult.End.EXITED, code, output, false, List.of());
  }

  private CredentialPlugin plugin(ToolResult result) {
    Access access =
        new Access(
            Optional.of("prod"),
            "https://c",
            "",
            Json.object().put("server", "https://c"),
            Json.object(),
            "kubeconfig");
    ObjectNode exec = Json.parseObject(STANZA.getBytes()).orElseThrow();
    return new CredentialPlugin(
        access,
        exec,
        (command, redactor, cancellation) -> {
          commands.add(command);
          return result;
        });
  }
}
