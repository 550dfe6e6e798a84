package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDiffTest {
  @Test
  void itemsAreFoundByWhatNamesThemNotByTheirPlace() {
    assertThat(
            diff(
                """
                spec:
                  containers:
                    - {name: a, image: "a:1"}
                    - {name: b, image: "b:1", env: [{name: X, value: "1"}]}
                """,
                """
                spec:
                  containers:
                    - {name: new, image: "n:1"}
                    - {name: b, image: "b:2", env: [{name: X, value: "2"}]}
                """))
        .containsExactly(
            "spec.containers[a].name: a -> ",
            "spec.containers[a].image: a:1 -> ",
            "spec.containers[b].image: b:1 -> b:2",
            "spec.containers[b].env[X].value: 1 -> 2",
            "spec.containers[new].name:  -> new",
            "spec.containers[new].image:  -> n:1");
  }

  @Test
  void portsAreFoundByTheirNumber() {
    assertThat(
            diff(
                "ports: [{port: 80, nodePort: 30001}, {port: 443}]",
                "ports: [{port: 443}, {port: 80, nodePort: 30002}]"))
        .containsExactly("ports[80].nodePort: 30001 -> 30002");
  }

  @Test
  void orderAloneIsOneDifference() {
    assertThat(
            diff("env: [{name: A, value: x}, {name: B}]", "env: [{name: B}, {name: A, value: x}]"))
        .containsExactly("env: order: A, B -> order: B, A");
  }

  @Test
  void itemsWithoutANameAreFoundByTheirPlace() {
    assertThat(diff("args: [a, b]", "args: [a, c, d]"))
        .containsExactly("args[1]: b -> c", "args[2]:  -> d");
  }

  @Test
  void keysThatWouldBeAmbiguousStandInBrackets() {
    assertThat(diff("metadata: {labels: {}}", "metadata: {labels: {app.kubernetes.io/name: x}}"))
        .containsExactly("metadata.labels[app.kubernetes.io/name]:  -> x");
  }

  @Test
  void numbersAreEqualInAnyForm() {
    assertThat(diff("a: 1.50", "a: 1.5")).isEmpty();
    assertThat(diff("a: 1", "a: 1.0")).isEmpty();
    assertThat(diff("a: 1", "a: '1'")).containsExactly("a: 1 -> 1");
  }

  @Test
  void collectionInAScalarsPlaceIsBoth() {
    assertThat(diff("a: {b: 1}", "a: x")).containsExactly("a.b: 1 -> ", "a:  -> x");
    assertThat(diff("a: x", "a: [1]")).containsExactly("a[0]:  -> 1");
    assertThat(diff("a: {b: 1}", "a: {}")).containsExactly("a.b: 1 -> ");
  }

  private static List<String> diff(String before, String after) {
    return FieldDiff.compare(Yaml.tree(before), Yaml.tree(after), path -> false).stream()
        .map(d -> d.path() + ": " + d.before().asText() + " -> " + d.after().asText())
        .toList();
  }
}
