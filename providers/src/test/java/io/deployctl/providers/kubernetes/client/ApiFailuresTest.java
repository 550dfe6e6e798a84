package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a refusal means; the messages are those of real API servers. */
class ApiFailuresTest {
  @Test
  void usedUpQuotaIsCalledThat() {
    Diagnostic told =
        diagnostic(
            403,
            "Forbidden",
            "pods \"x\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1,"
                + " limited: pods=1");

    assertThat(told.code()).isEqualTo("quota-exceeded");
  }

  @Test
  void namespaceThatGoesAwayIsWaitedForAndNoMatterOfRights() {
    Diagnostic told =
        diagnostic(
            403,
            "Forbidden",
            "secrets \"deployctl-dev\" is forbidden: unable to create new content in namespace"
                + " shop-deploy because it is being terminated");

    assertThat(told.code()).isEqualTo("being-deleted");
    assertThat(told.summary()).endsWith("the namespace `shop-deploy` is being deleted");
    assertThat(told.hint().orElseThrow())
        .contains("`kubectl wait --for=delete namespace/shop-deploy --timeout=2m`")
        .contains("`kubectl get namespace shop-deploy -o yaml`");
  }

  @Test
  void deniedByAWebhookNamesIt() {
    Diagnostic told =
        diagnostic(
            403,
            "Forbidden",
            "admission webhook \"validate.kyverno.svc\" denied the request: latest tag is not"
                + " allowed");

    assertThat(told.code()).isEqualTo("admission-denied");
    assertThat(told.summary()).contains("`validate.kyverno.svc`");
    assertThat(told.details().toString()).contains("latest tag is not allowed");
  }

  @Test
  void missingRightAtTheClusterScopeNamesVerbAndGroup() {
    Diagnostic told =
        diagnostic(
            403,
            "Forbidden",
            "customresourcedefinitions.apiextensions.k8s.io is forbidden: User \"ci\" cannot list"
                + " resource \"customresourcedefinitions\" in API group \"apiextensions.k8s.io\" at"
                + " the cluster scope");

    assertThat(told.summary())
        .contains("`ci` may not list customresourcedefinitions.apiextensions.k8s.io")
        .contains("in the whole cluster");
    assertThat(told.hint().orElseThrow()).contains("`list`").contains("deployctl rbac");
  }

  @Test
  void changeMeanwhileIsToldFromAFieldConflict() {
    assertThat(
            diagnostic(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on configmaps \"x\": the object has been"
                        + " modified; please apply your changes to the latest version")
                .code())
        .isEqualTo("changed-meanwhile");
    assertThat(
            diagnostic(409, "Conflict", "Apply failed with 1 conflict: conflict with \"kubectl\"")
                .code())
        .isEqualTo("field-conflict");
  }

  @Test
  void everyCauseOfAnInvalidObjectIsListed() {
    ObjectNode status = Json.object();
    status
        .putObject("details")
        .putArray("causes")
        .add(Json.object().put("field", "spec.replicas").put("message", "must be positive"))
        .add(Json.object().put("field", "spec.selector").put("message", "is immutable"));
    Diagnostic told =
        ApiFailures.diagnostic(
            "applying it", new ApiFailure(422, "Invalid", "invalid", Optional.of(status)));

    assertThat(told.details())
        .contains("spec.replicas: must be positive", "spec.selector: is immutable");
  }

  @Test
  void silenceIsNotCalledARefusal() {
    assertThat(diagnostic(0, "Timeout", "no answer").code()).isEqualTo("cluster-unreachable");
    assertThat(diagnostic(504, "Timeout", "request timed out").code())
        .isIn("api-error", "cluster-unreachable");
  }

  @Test
  void quotedValuesOfASecretAreTakenOutAndNamesStay() {
    ObjectNode status = Json.object().put("kind", "Status").put("reason", "Invalid");
    status.put(
        "message",
        "Secret \"db\" is invalid: data[key]: Invalid value: \"hunter22 \\\"quoted\\\"\": bad,"
            + " unknown field \"dta\"");
    ApiFailure failure =
        StatusReader.failure(
            new Answer(422, Map.of(), Json.write(status).getBytes()), "PATCH /x", true);

    assertThat(failure.getMessage())
        .isEqualTo(
            "Secret \"db\" is invalid: data[key]: Invalid value: (secret): bad, unknown field"
                + " \"dta\"");
  }

  @Test
  void missingRightOnSecretsIsStillReadable() {
    ObjectNode status = Json.object().put("kind", "Status").put("reason", "Forbidden");
    status.put(
        "message",
        "secrets \"deployctl-dev\" is forbidden: User \"ci\" cannot get resource \"secrets\" in API"
            + " group \"\" in the namespace \"shop\"");
    ApiFailure failure =
        StatusReader.failure(
            new Answer(403, Map.of(), Json.write(status).getBytes()), "GET /x", true);

    assertThat(ApiFailures.diagnostic("reading it", failure).summary())
        .contains("`ci` may not get secrets in namespace `shop`");
  }

  @Test
  void warningHeaderIsReadAndOthersAreNot() {
    assertThat(WarningHeader.text("299 - \"say \\\"v2\\\" instead\""))
        .contains("say \"v2\" instead");
    assertThat(WarningHeader.text("299 - \"a, b\" \"Wed, 21 Oct 2026 07:28:00 GMT\""))
        .contains("a, b");
    assertThat(WarningHeader.text("199 - \"stale\"")).isEmpty();
    assertThat(WarningHeader.text("nonsense")).isEmpty();
  }

  private static Diagnostic diagnostic(int code, String reason, String message) {
    return ApiFailures.diagnostic(
        "applying it", new ApiFailure(code, reason, message, Optional.empty()));
  }
}
