package io.deployctl.providers.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.json.Json;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets of HashiCorp Vault's key-value engine, version 2 ({@code vault:MOUNT/PATH#KEY}). Where
 * Vault is and who asks comes from the variables that its own command line reads: {@code
 * VAULT_ADDR}, {@code VAULT_TOKEN} or the file {@code ~/.vault-token}, {@code VAULT_NAMESPACE},
 * {@code VAULT_CACERT}.
 *
 * <p>The requests are those of <a
 * href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">Vault's HTTP API</a>.
 */
final class VaultSource implements SecretSource {
  private static final JsonMapper JSON = Json.mapper();

  private final Map<String, String> variables;
  private final Path home;
  private final VaultClient client;
  private final Redactor redactor;

  /**
   * Makes the source.
   *
   * @param home the user's home directory
   * @param redactor learns the token, so that nobody sees it in an answer that quotes it
   */
  VaultSource(Map<String, String> variables, Path home, VaultClient client, Redactor redactor) {
    this.variables = Map.copyOf(variables);
    this.home = home;
    this.client = client;
    this.redactor = redactor;
  }

  @Override
  public SecretText read(String reference) {
    String shown = "vault:" + reference;
    VaultReference what =
        VaultReference.parse(reference)
            .orElseThrow(
                () ->
                    SecretSource.refuse(
                        shown, "it names no secret", "Write `vault:MOUNT/PATH#KEY`"));
    VaultClient.Answer answer = client.get(shown, request(shown, what));
    if (answer.status() != 200) {
      throw refused(shown, what, answer);
    }
    return value(shown, what, tree(shown, answer).path("data").path("data"));
  }

  private VaultClient.Request request(String shown, VaultReference what) {
    String address = variables.getOrDefault("VAULT_ADDR", "");
    if (address.isBlank()) {
      throw SecretSource.refuse(
          shown, "VAULT_ADDR is not set", "Set it to Vault's address, as for `vault` itself");
    }
    return new VaultClient.Request(
        address,
        "/v1/" + what.mount() + "/data/" + what.path(),
        token(shown),
        Optional.ofNullable(variables.get("VAULT_NAMESPACE")).filter(name -> !name.isBlank()),
        Optional.ofNullable(variables.get("VAULT_CACERT")).filter(name -> !name.isBlank()));
  }

  private SecretText token(String shown) {
    SecretText token = findToken(shown);
    redactor.register(token);
    return token;
  }

  private SecretText findToken(String shown) {
    String given = variables.getOrDefault("VAULT_TOKEN", "").strip();
    if (!given.isEmpty()) {
      return new SecretText(given);
    }
    try {
      String kept = Files.readString(home.resolve(".vault-token")).strip();
      if (!kept.isEmpty()) {
        return new SecretText(kept);
      }
    } catch (IOException absent) {
      // Then there is none; what follows says so.
    }
    throw SecretSource.refuse(
        shown, "there is no token for Vault", "Set VAULT_TOKEN, or run `vault login`");
  }

  private static SecretText value(String shown, VaultReference what, JsonNode data) {
    JsonNode value = data.path(what.key());
    if (value.isMissingNode() || value.isNull()) {
      List<String> keys = new ArrayList<>();
      data.fieldNames().forEachRemaining(keys::add);
      String near =
          Suggestion.nearest(what.key(), keys)
              .map(name -> "Did you mean `" + name + "`?")
              .orElse("Its keys are: " + String.join(", ", keys));
      throw SecretSource.refuse(shown, "it has no key `" + what.key() + "`", near);
    }
    if (value.isContainerNode()) {
      throw SecretSource.refuse(shown, "it is no text", "Name a key that holds a single value");
    }
    return SecretSource.text(value.asText(), shown);
  }

  private DeployctlException refused(String shown, VaultReference what, VaultClient.Answer answer) {
    JsonNode said = parsed(answer).orElse(MissingNode.getInstance());
    DeployctlException refusal =
        switch (answer.status()) {
          case 403 ->
              SecretSource.refuse(
                  shown,
                  "Vault denies it",
                  "See that the token is valid and its policy grants `read` on `%s/data/%s`"
                      .formatted(what.mount(), what.path()));
          case 404 -> absent(shown, what, said);
          case 429 -> SecretSource.refuse(shown, "Vault has too much to do", "Try again later");
          case 473, 472, 503 ->
              SecretSource.refuse(
                  shown, "Vault is sealed or not active", "Unseal it, or ask its active node");
          default ->
              SecretSource.refuse(
                  shown,
                  "Vault answered with status " + answer.status(),
                  "See Vault's own log; `vault kv get` asks the same");
        };
    Diagnostic diagnostic = refusal.diagnostics().get(0);
    for (JsonNode error : said.path("errors")) {
      diagnostic = diagnostic.detail(redactor.redact(error.asText().strip()));
    }
    return DeployctlException.invalid(diagnostic);
  }

  private static DeployctlException absent(String shown, VaultReference what, JsonNode said) {
    String deleted = said.path("data").path("metadata").path("deletion_time").asText("");
    return deleted.isEmpty()
        ? SecretSource.refuse(
            shown,
            "there is no such secret",
            "`vault kv list %s` shows what there is".formatted(what.mount()))
        : SecretSource.refuse(
            shown, "its newest version was deleted at " + deleted, "`vault kv undelete` it");
  }

  private static JsonNode tree(String shown, VaultClient.Answer answer) {
    return parsed(answer)
        .orElseThrow(
            () ->
                SecretSource.refuse(
                    shown,
                    "the answer is no JSON",
                    "See that VAULT_ADDR is the address of a Vault"));
  }

  private static Optional<JsonNode> parsed(VaultClient.Answer answer) {
    try {
      return Optional.of(JSON.readTree(answer.text()));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }
}
