package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelegatedFieldsTest {
  @Test
  void replicasAreDelegatedOnlyToAnAutoscaler() {
    Manifest web =
        Yaml.manifest(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w}, spec: {replicas: 3}}");
    FieldPath replicas = FieldPath.of("spec", "replicas");

    assertThat(delegated(web, false).covers(replicas)).isFalse();
    assertThat(delegated(web, true).covers(replicas)).isTrue();
    assertThat(delegated(web, true).strip(web.body()).path("spec").has("replicas")).isFalse();
    assertThat(delegated(web, false).strip(web.body()).path("spec").has("replicas")).isTrue();
  }

  @Test
  void whatTheServerSetsIsDelegatedUnlessTheManifestSpeaks() {
    Manifest silent =
        Yaml.manifest("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {}}");
    Manifest speaking =
        Yaml.manifest(
            "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: None}}");
    FieldPath address = FieldPath.of("spec", "clusterIP");

    assertThat(delegated(silent, false).covers(address)).isTrue();
    assertThat(delegated(speaking, false).covers(address)).isFalse();
    assertThat(delegated(silent, false).covers(FieldPath.of("spec", "type"))).isFalse();
  }

  @Test
  void statusAndServerMetadataAreDelegatedEverywhere() {
    Manifest any =
        Yaml.manifest(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, uid: u, labels: {a: b}},"
                + " status: {x: 1}}");

    assertThat(delegated(any, false).covers(FieldPath.of("status", "x"))).isTrue();
    assertThat(delegated(any, false).covers(FieldPath.of("metadata", "managedFields"))).isTrue();
    assertThat(delegated(any, false).covers(FieldPath.of("metadata", "labels", "a"))).isFalse();
    assertThat(delegated(any, false).strip(any.body()))
        .isEqualTo(
            Yaml.tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {a: b}}}"));
  }

  @Test
  void injectedCaBundleIsTheInjectorsWhateverTheManifestSays() {
    String webhook =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: m, annotations: {ANNOTATION: x}}
        webhooks: [{name: a.b.c, clientConfig: {caBundle: Cg==}}]
        """;
    Manifest injected =
        Yaml.manifest(webhook.replace("ANNOTATION", "cert-manager.io/inject-ca-from"));
    Manifest own = Yaml.manifest(webhook.replace("ANNOTATION", "note"));
    FieldPath bundle =
        FieldDiff.leaves(own.body()).stream()
            .map(FieldDiff.Difference::path)
            .filter(path -> path.toString().endsWith("caBundle"))
            .findFirst()
            .orElseThrow();

    assertThat(delegated(injected, false).covers(bundle)).isTrue();
    assertThat(delegated(injected, false).strip(injected.body()).toString())
        .doesNotContain("caBundle");
    assertThat(delegated(own, false).covers(bundle)).isFalse();
  }

  @Test
  void propertyOfADefinitionsSchemaIsNoBundle() {
    Manifest definition =
        Yaml.manifest(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: d, annotations: {cert-manager.io/inject-ca-from: x}}
            spec:
              conversion: {webhook: {clientConfig: {caBundle: Cg==, url: u}}}
              versions: [{name: v1, schema: {properties: {caBundle: {type: string}}}}]
            """);

    assertThat(delegated(definition, false).strip(definition.body()).path("spec"))
        .isEqualTo(
            Yaml.tree(
                """
                conversion: {webhook: {clientConfig: {url: u}}}
                versions: [{name: v1, schema: {properties: {caBundle: {type: string}}}}]
                """));
    assertThat(
            delegated(definition, false)
                .covers(FieldPath.of("spec", "conversion", "webhook", "clientConfig", "caBundle")))
        .isTrue();
    assertThat(FieldDiff.leaves(definition.body()))
        .extracting(FieldDiff.Difference::path)
        .filteredOn(delegated(definition, false)::covers)
        .hasSize(1);
  }

  private static DelegatedFields delegated(Manifest manifest, boolean scaled) {
    return DelegatedFields.of(manifest, scaled);
  }
}
