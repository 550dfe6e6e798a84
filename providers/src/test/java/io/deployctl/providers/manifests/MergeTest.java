package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MergeTest {
  @Test
  void valuesGoOverWhatIsThereAndItemsToTheirLike() {
    ObjectNode into =
        Yaml.tree(
            """
            spec:
              replicas: 1
              containers: [{name: a, image: x}, {name: b}]
              finalizers: [one]
            """);
    Trees.merge(
        into,
        Yaml.tree(
            """
            spec:
              replicas: 5
              containers: [{name: b, resources: {cpu: 1}}, {name: c}]
              finalizers: [one, two]
              more: {x: y}
            """));

    assertThat(into)
        .isEqualTo(
            Yaml.tree(
                """
                spec:
                  replicas: 5
                  containers: [{name: a, image: x}, {name: b, resources: {cpu: 1}}, {name: c}]
                  finalizers: [one, two]
                  more: {x: y}
                """));
  }
}
