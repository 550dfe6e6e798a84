package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class FieldSetTest {
  private static final JsonNode OBJECT =
      Yaml.tree(
          """
          metadata:
            labels: {app: web, other: x}
            finalizers: [a.example.com/x, b.example.com/y]
          spec:
            replicas: 3
            selector: {matchLabels: {app: web}}
            ports:
              - {port: 80, protocol: TCP, targetPort: 8080}
              - {port: 443, protocol: TCP, targetPort: 8443}
          """);

  private static final FieldSet FIELDS =
      new FieldSet(
          Yaml.tree(
              """
              f:metadata:
                f:labels: {f:app: {}}
                f:finalizers:
                  .: {}
                  'v:"b.example.com/y"': {}
              f:spec:
                f:selector: {}
                f:ports:
                  'k:{"port":443,"protocol":"TCP"}': {.: {}, f:port: {}, f:targetPort: {}}
              """));

  @Test
  void projectionHasTheValuesAtTheFieldsAndWhatNamesItems() {
    assertThat(FIELDS.project(OBJECT))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  labels: {app: web}
                  finalizers: [b.example.com/y]
                spec:
                  selector: {matchLabels: {app: web}}
                  ports: [{port: 443, targetPort: 8443, protocol: TCP}]
                """));
  }

  @Test
  void fieldsOfAnotherSetAreTakenOutOfOne() {
    FieldSet one =
        new FieldSet(
            Yaml.tree(
                """
                f:data: {.: {}, f:a: {}, f:b: {}}
                f:spec:
                  f:ports:
                    'k:{"port":80,"protocol":"TCP"}': {.: {}, f:port: {}}
                    'k:{"port":443,"protocol":"TCP"}': {.: {}, f:port: {}}
                """));
    FieldSet other =
        new FieldSet(
            Yaml.tree(
                """
                f:data: {f:a: {}}
                f:spec: {f:ports: {'k:{"port":80,"protocol":"TCP"}': {.: {}, f:port: {}}}}
                """));

    assertThat(one.minus(other).fields())
        .isEqualTo(
            Yaml.tree(
                """
                f:data: {.: {}, f:b: {}}
                f:spec: {f:ports: {'k:{"port":443,"protocol":"TCP"}': {.: {}, f:port: {}}}}
                """));
    assertThat(one.minus(one).holdsNothing()).isTrue();
    assertThat(new FieldSet(Yaml.tree("f:data: {.: {}}")).holdsNothing()).isTrue();
  }

  @Test
  void removedFieldsLeaveNoEmptyItemsBehind() {
    FieldSet gone =
        new FieldSet(
            Yaml.tree(
                """
                f:metadata: {f:labels: {f:other: {}}, f:finalizers: {'v:"a.example.com/x"': {}}}
                f:spec:
                  f:selector: {}
                  f:ports:
                    'k:{"port":80,"protocol":"TCP"}':
                      {.: {}, f:port: {}, f:protocol: {}, f:targetPort: {}}
                    'k:{"port":443,"protocol":"TCP"}': {f:targetPort: {}}
                """));

    assertThat(gone.removedFrom((ObjectNode) OBJECT))
        .isEqualTo(
            Yaml.tree(
                """
                metadata:
                  labels: {app: web}
                  finalizers: [b.example.com/y]
                spec:
                  replicas: 3
                  ports: [{port: 443, protocol: TCP}]
                """));
    assertThat(gone.presentIn(Yaml.tree("metadata: {labels: {other: x}}")).fields())
        .isEqualTo(Yaml.tree("f:metadata: {f:labels: {f:other: {}}}"));
  }

  @Test
  void fieldIsContainedByItselfOrByTheWholeAroundIt() {
    assertThat(FIELDS.contains(FieldPath.of("metadata", "labels", "app"))).isTrue();
    assertThat(FIELDS.contains(FieldPath.of("metadata", "labels", "other"))).isFalse();
    assertThat(FIELDS.contains(FieldPath.of("spec", "selector", "matchLabels", "app"))).isTrue();
    assertThat(FIELDS.contains(FieldPath.of("spec", "replicas"))).isFalse();
    assertThat(FIELDS.contains(port(1).key("targetPort"))).isTrue();
    assertThat(FIELDS.contains(port(1).key("protocol"))).isFalse();
    assertThat(FIELDS.contains(port(0).key("targetPort"))).isFalse();
  }

  @Test
  void unionHasTheFieldsOfBoth() {
    FieldSet union = FIELDS.union(new FieldSet(Yaml.tree("f:spec: {f:replicas: {}}")));

    assertThat(union.contains(FieldPath.of("spec", "replicas"))).isTrue();
    assertThat(union.contains(FieldPath.of("metadata", "labels", "app"))).isTrue();
  }

  @Test
  void withoutTakesOneFieldOut() {
    FieldSet rest = FIELDS.without("metadata", "labels", "app");

    assertThat(rest.contains(FieldPath.of("metadata", "labels", "app"))).isFalse();
    assertThat(FIELDS.without("nothing", "here")).isEqualTo(FIELDS);
  }

  private static FieldPath port(int index) {
    JsonNode ports = OBJECT.path("spec").path("ports");
    return FieldPath.of("spec", "ports")
        .item(ListKeys.keyOf(ports, ports), index, ports.get(index));
  }

  @Test
  void ownedIsAValueAndNotTheContainerAroundItNorWhatNamesAnItem() {
    assertThat(FIELDS.owns(FieldPath.of("metadata", "labels", "app"))).isTrue();
    assertThat(FIELDS.owns(FieldPath.of("metadata", "labels"))).isFalse();
    assertThat(FIELDS.owns(FieldPath.of("spec", "selector", "matchLabels", "app"))).isTrue();
    assertThat(FIELDS.depth(FieldPath.of("spec", "selector", "matchLabels", "app"))).hasValue(2);
    assertThat(FIELDS.owns(port(1).key("targetPort"))).isTrue();
    assertThat(FIELDS.owns(port(1).key("port"))).isFalse();
    assertThat(FIELDS.contains(port(1).key("port"))).isTrue();
  }

  @Test
  void selectionHasTheAcceptedFieldsAndNothingAroundThem() {
    FieldSet selected = FIELDS.select(OBJECT, path -> path.endsWith("targetPort"));

    assertThat(selected.project(OBJECT))
        .isEqualTo(Yaml.tree("{spec: {ports: [{port: 443, protocol: TCP, targetPort: 8443}]}}"));
    assertThat(FIELDS.select(OBJECT, path -> false).isEmpty()).isTrue();
    assertThat(FIELDS.select(OBJECT, path -> false).project(OBJECT)).isEmpty();
  }

  @Test
  void remainderIsAsIfTheRefusedFieldsHadNeverBeenThere() {
    assertThat(FIELDS.minus(OBJECT, path -> false)).isEqualTo(FIELDS);
    assertThat(FIELDS.minus(OBJECT, path -> path.endsWith("app")).project(OBJECT))
        .isEqualTo(
            Yaml.tree(
                """
                metadata: {finalizers: [b.example.com/y]}
                spec:
                  selector: {matchLabels: {app: web}}
                  ports: [{port: 443, targetPort: 8443, protocol: TCP}]
                """));
    assertThat(FIELDS.minus(OBJECT, path -> path.startsWith("spec")).project(OBJECT))
        .isEqualTo(Yaml.tree("metadata: {labels: {app: web}, finalizers: [b.example.com/y]}"));
  }
}
