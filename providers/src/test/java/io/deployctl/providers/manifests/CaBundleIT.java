package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CA bundles that a controller writes, on a real API server. */
class CaBundleIT extends RealCluster {
  private static final String BUNDLE = "{.webhooks[0].clientConfig.caBundle}";

  private String bundle;

  @BeforeEach
  void readBundle() throws Exception {
    kubectl.run(
        "-n", namespace, "wait", "--for=create", "configmap/kube-root-ca.crt", "--timeout=60s");
    String pem = get("configmap", "kube-root-ca.crt", "{.data['ca\\.crt']}");
    bundle = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bundleOfAnInjectorIsNeverComparedNorTakenAway() throws Exception {
    String asking = webhook("annotations: {cert-manager.io/inject-ca-from: x/y}", "caBundle: Cg==");
    environment.write("webhook.yaml", asking);
    environment.apply();
    inject("validatingwebhookconfiguration", "/webhooks/0/clientConfig/caBundle");

    assertThat(environment.plan().effects()).isEmpty();
    environment.write("webhook.yaml", asking.replace("timeoutSeconds: 5", "timeoutSeconds: 6"));
    assertThat(changes(environment.plan()))
        .containsExactly("webhooks[hook.example.com].timeoutSeconds: 5 -> 6");
    environment.apply();

    assertThat(get("validatingwebhookconfiguration", namespace, BUNDLE)).isEqualTo(bundle);
  }

  @Test
  void bundleThatNobodySpeaksOfIsWhoeverWritesItS() throws Exception {
    environment.write("webhook.yaml", webhook("labels: {a: b}", ""));
    environment.apply();
    inject("validatingwebhookconfiguration", "/webhooks/0/clientConfig/caBundle");

    assertThat(environment.plan().effects()).isEmpty();
    environment.write("webhook.yaml", webhook("labels: {a: c}", ""));
    environment.apply();

    assertThat(get("validatingwebhookconfiguration", namespace, BUNDLE)).isEqualTo(bundle);
  }

  @Test
  void bundleOfTheManifestStaysWhenItIsHandedToAnInjector() throws Exception {
    environment.write("webhook.yaml", webhook("labels: {a: b}", "caBundle: " + bundle));
    environment.apply();
    environment.write(
        "webhook.yaml",
        webhook(
            "annotations: {service.beta.openshift.io/inject-cabundle: 'true'}",
            "caBundle: " + bundle));
    environment.apply();
    assertThat(get("validatingwebhookconfiguration", namespace, BUNDLE)).isEqualTo(bundle);

    environment.write("webhook.yaml", webhook("labels: {a: c}", ""));
    environment.apply();

    assertThat(get("validatingwebhookconfiguration", namespace, BUNDLE)).isEqualTo(bundle);
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void conversionWebhookOfADefinitionIsOneToo() throws Exception {
    String group = "ca" + number() + ".example.com";
    String converting =
        definition(group)
                .replace(
                    "metadata: {name: widgets." + group + "}",
                    "metadata: {name: widgets."
                        + group
                        + ", annotations: {cert-manager.io/inject-ca-from: x/y}}")
            + """
              conversion:
                strategy: Webhook
                webhook:
                  conversionReviewVersions: [v1]
                  clientConfig: {service: {namespace: x, name: hook}}
            """;
    environment.write("definition.yaml", converting);
    environment.apply();
    inject(
        "customresourcedefinition",
        "widgets." + group,
        "/spec/conversion/webhook/clientConfig/caBundle");

    assertThat(environment.plan().effects()).isEmpty();
    environment.write("definition.yaml", converting.replace("name: hook", "name: other"));
    environment.apply();

    assertThat(
            get(
                "customresourcedefinition",
                "widgets." + group,
                "{.spec.conversion.webhook.clientConfig.caBundle}"))
        .isEqualTo(bundle);
  }

  @Test
  void apiServiceIsOneToo() throws Exception {
    String name = "v1.api" + number() + ".example.com";
    String service =
        """
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata:
          name: NAME
          annotations: {cert-manager.io/inject-ca-from: x/y}
        spec:
          group: GROUP
          version: v1
          groupPriorityMinimum: 100
          versionPriority: 10
          service: {namespace: x, name: hook}
        """
            .replace("NAME", name)
            .replace("GROUP", name.substring(3));
    try {
      environment.write("service.yaml", service);
      environment.apply();
      inject("apiservice", name, "/spec/caBundle");

      assertThat(environment.plan().effects()).isEmpty();
      environment.write("service.yaml", service.replace("name: hook", "name: other"));
      environment.apply();

      assertThat(get("apiservice", name, "{.spec.caBundle}")).isEqualTo(bundle);
    } finally {
      kubectl.run("delete", "apiservice", name, "--ignore-not-found");
    }
  }

  private void inject(String kind, String path) throws Exception {
    inject(kind, namespace, path);
  }

  private void inject(String kind, String name, String path) throws Exception {
    String patch = "[{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":\"" + bundle + "\"}]";
    kubectl.run("patch", kind, name, "--type=json", "--field-manager=cainjector", "-p", patch);
  }

  private String webhook(String metadata, String bundle) {
    return """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata:
      name: NAMESPACE
      METADATA
    webhooks:
      - name: hook.example.com
        admissionReviewVersions: [v1]
        sideEffects: None
        failurePolicy: Ignore
        timeoutSeconds: 5
        clientConfig:
          url: "https://127.0.0.1:1/"
          BUNDLE
        namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: nowhere}}
        rules:
          - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: ["*"]}
    """
        .replace("NAMESPACE", namespace)
        .replace("METADATA", metadata)
        .replace("BUNDLE", bundle);
  }
}
