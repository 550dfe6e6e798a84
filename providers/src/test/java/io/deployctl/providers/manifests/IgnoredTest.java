package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.FieldPattern;
import io.deployctl.core.model.Glob;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IgnoredTest {
  private static final String OBJECT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels: {deployctl.io/env: e, app: web}
        annotations: {a.example.com/x: "1", b: "2"}
      spec:
        replicas: 2
        template:
          spec:
            containers:
              - {name: app, image: "a:1", env: [{name: HTTP_A, value: x}, {name: B, value: y}]}
              - {name: side, image: "s:1"}
      """;

  @Test
  void patternsCoverFieldsAndAllBelow() {
    assertThat(stripped("spec.template.spec.containers[app].env[name=HTTP_*].value"))
        .containsExactly("spec.template.spec.containers[app].env[HTTP_A].value");
    assertThat(stripped("spec.template.spec.containers[*].image"))
        .containsExactly(
            "spec.template.spec.containers[app].image",
            "spec.template.spec.containers[side].image");
    assertThat(stripped("metadata.annotations[a.example.com/*]"))
        .containsExactly("metadata.annotations[a.example.com/x]");
    assertThat(stripped("spec.template.spec.containers[side]")).hasSize(2);
    assertThat(stripped("spec.template.spec.containers.side")).isEmpty();
    assertThat(stripped("spec.replicas")).containsExactly("spec.replicas");
    assertThat(stripped("spec.replica")).isEmpty();
  }

  @Test
  void whatTellsAnObjectOrAnItemFromOthersIsNeverIgnored() {
    assertThat(stripped("*"))
        .contains("spec.replicas")
        .doesNotContain("apiVersion", "kind", "metadata.name");
    assertThat(stripped("metadata.labels[*]")).containsExactly("metadata.labels.app");
    assertThat(stripped("spec.template.spec.containers[*].name")).isEmpty();
  }

  @Test
  void managersCountOnlyForWhatTheyOwn() {
    Ignored ignored =
        new Ignored(List.of(new Ignored.Part(List.of(), List.of(new Glob("tuner-*")))));
    ObjectNode live = Yaml.tree(OBJECT);
    live.withObject("/metadata")
        .set(
            "managedFields",
            Yaml.tree(
                    """
                    list:
                      - manager: tuner-a
                        operation: Update
                        fieldsV1: {f:spec: {f:replicas: {}}}
                      - manager: "deployctl:shop.prod"
                        operation: Apply
                        fieldsV1: {f:metadata: {f:annotations: {f:b: {}}}}
                    """)
                .get("list"));
    Manifest manifest = Yaml.manifest(OBJECT).ignoring(ignored);

    DelegatedFields bound = DelegatedFields.of(manifest, false, live);
    assertThat(bound.covers(FieldPath.of("spec", "replicas"))).isTrue();
    assertThat(bound.covers(FieldPath.of("metadata", "annotations", "b"))).isFalse();
    assertThat(DelegatedFields.of(manifest, false).covers(FieldPath.of("spec", "replicas")))
        .isFalse();
  }

  @Test
  void goesThroughAPlanAndBack() {
    Ignored ignored =
        new Ignored(
            List.of(
                new Ignored.Part(List.of(FieldPattern.parse("data[a.b]")), List.of()),
                new Ignored.Part(List.of(), List.of(new Glob("x*"), new Glob("y")))));
    ArrayNode list = Trees.list();
    ignored.write(list);

    assertThat(Ignored.read(list)).isEqualTo(ignored);
    assertThat(ignored.and(ignored)).isEqualTo(ignored);
  }

  /** Returns the leaves that go away where the pattern is ignored. */
  private static Stream<String> difference(String pattern) {
    Ignored ignored =
        new Ignored(List.of(new Ignored.Part(List.of(FieldPattern.parse(pattern)), List.of())));
    Manifest manifest = Yaml.manifest(OBJECT).ignoring(ignored);
    ObjectNode stripped = DelegatedFields.of(manifest, false).strip(manifest.body());
    return FieldDiff.leaves(manifest.body()).stream()
        .map(FieldDiff.Difference::path)
        .filter(path -> path.in(stripped).isMissingNode())
        .map(FieldPath::toString);
  }

  private static List<String> stripped(String pattern) {
    return difference(pattern).toList();
  }
}
