package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Tagger;
import io.deployctl.providers.process.TestRedactor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskingTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        template:
          spec:
            containers:
              - name: web
                env: [{name: A, value: plain}, {name: B, value: s3cr3t-value}]
      """;

  @Test
  void fieldIsSecretWhereItStandsWhateverPlaceItsListGivesIt() {
    Masking masking =
        masking(false)
            .add(Yaml.manifest(DEPLOYMENT, "spec.template.spec.containers.0.env.1.value"));
    JsonNode live =
        Yaml.tree(
            """
            spec:
              template:
                spec:
                  containers:
                    - {name: sidecar, env: [{name: B, value: other}]}
                    - name: web
                      env: [{name: B, value: older}, {name: A, value: plain}]
            """);

    assertThat(masked(masking, live))
        .containsExactly("spec.template.spec.containers[web].env[B].value");
  }

  @Test
  void secretUnderAnotherNameIsFoundByItsText() {
    Masking masking =
        masking(false)
            .add(Yaml.manifest(DEPLOYMENT, "spec.template.spec.containers.0.env.1.value"));

    assertThat(masked(masking, Yaml.tree("a: {renamed: s3cr3t-value, other: x}")))
        .containsExactly("a.renamed");
  }

  @Test
  void dataOfSecretsIsAlwaysSecretAndTheirMetadataIsNot() {
    JsonNode secret =
        Yaml.tree(
            """
            metadata:
              labels: {a: b}
              annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
            data: {x: eA==}
            stringData: {z: z}
            type: Opaque
            """);

    assertThat(masked(masking(true), secret))
        .containsExactly(
            "metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]",
            "data.x",
            "stringData.z");
    assertThat(masked(masking(false), secret)).isEmpty();
  }

  private static Masking masking(boolean secret) {
    return new Masking(secret, new Tagger(new byte[32]), new TestRedactor());
  }

  private static List<String> masked(Masking masking, JsonNode tree) {
    return FieldDiff.leaves(tree).stream()
        .filter(leaf -> masking.leaf(leaf.path(), leaf.after()) instanceof Leaf.Sensitive)
        .map(leaf -> leaf.path().toString())
        .toList();
  }
}
