package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.CauseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code with which a step can end is of a kind, and the page says the same as the code. */
class CauseKindsReferenceTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final Pattern ERROR =
      Pattern.compile("Diagnostic\\s*\\.error\\(\\s*\"([a-z-]+)\"");

  /** What acts, waits and checks: their errors end steps. */
  private static final List<String> ACTING =
      List.of(
          "core/engine/Replanner",
          "core/engine/Failures",
          "providers/manifests/PlanExecutor",
          "providers/manifests/ObjectApplier",
          "providers/manifests/ObjectRemover",
          "providers/manifests/Refusals",
          "providers/manifests/Immutables",
          "providers/manifests/ObjectPlanner",
          "providers/manifests/ChangePlanner",
          "providers/manifests/DeployPlanner",
          "providers/manifests/NamespaceCheck",
          "providers/manifests/Unignorable",
          "providers/manifests/KindResolver",
          "providers/helm/",
          "providers/terraform/",
          "providers/exec/",
          "providers/health/HealthSession",
          "providers/smoke/SmokeSession",
          "providers/smoke/SmokeRunner",
          "providers/smoke/ServiceForward",
          "providers/process/",
          "providers/kubernetes/readiness/",
          "providers/kubernetes/client/ApiFailures");

  /** Of these, what is refused before a run begins, and can't end one. */
  private static final Set<String> BEFORE =
      Set.of(
          "invalid-check",
          "invalid-range",
          "unknown-release",
          "not-covered",
          "no-such-release",
          "release-not-deployed");

  @Test
  void everyReasonWhyAnObjectIsNotReadyIsOfAKind() {
    assertThat(CauseCode.values())
        .allSatisfy(code -> assertThat(CauseKind.of(code.word())).as(code.word()).isPresent());
  }

  @Test
  void everyErrorOfWhatActsIsOfAKind() throws IOException {
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (Path file : sources()) {
      Matcher error = ERROR.matcher(Files.readString(file));
      while (error.find()) {
        found++;
        if (CauseKind.of(error.group(1)).isEmpty() && !BEFORE.contains(error.group(1))) {
          unknown.add(error.group(1) + " in " + file.getFileName());
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(found).isGreaterThan(40);
  }

  @Test
  void pageHasTheSameTable() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/reference/causes.md")).stream()
            .filter(line -> line.startsWith("| **"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(CauseKind.values()).map(CauseKindsReferenceTest::row).toList());
  }

  @Test
  void noTwoCodesOfAKindAreTheSameWords() {
    for (CauseKind kind : CauseKind.values()) {
      Set<Set<String>> known = new HashSet<>();
      for (String code : kind.codes()) {
        assertThat(known.add(Set.of(code.split("-")))).as(code).isTrue();
        assertThat(kind.codes()).as(code).noneMatch(other -> other.endsWith("-" + code));
      }
    }
  }

  private static String row(CauseKind kind) {
    String codes =
        kind.codes().stream().map(code -> "`" + code + "`").collect(Collectors.joining(" "));
    return "| **%s** | %s | %s |".formatted(kind.word(), kind.meaning(), codes);
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new java.util.ArrayList<>();
    for (String module : List.of("core", "providers")) {
      Path main = ROOT.resolve(module + "/src/main/java/io/deployctl");
      try (Stream<Path> files = Files.walk(main)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(
                file -> {
                  String name = main.relativize(file).toString().replace('\\', '/');
                  return ACTING.stream().anyMatch(name::startsWith);
                })
            .forEach(all::add);
      }
    }
    return all;
  }
}
