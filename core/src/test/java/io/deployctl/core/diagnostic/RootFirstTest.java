package io.deployctl.core.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RootFirstTest {
  @Test
  void causeStandsBeforeWhatFollowsFromIt() {
    assertThat(
            sorted(
                Diagnostic.note("smoke-not-tried", "2 later steps were not tried"),
                Diagnostic.error("smoke-failed", "front page"),
                Diagnostic.error("no-endpoints", "Service web"),
                Diagnostic.error("not-ready", "Deployment web"),
                Diagnostic.error("image-pull", "Deployment api"),
                Diagnostic.error("quota-exceeded", "Deployment job"),
                Diagnostic.error("cluster-unreachable", "the cluster")))
        .containsExactly(
            "cluster-unreachable",
            "quota-exceeded",
            "image-pull",
            "no-endpoints",
            "not-ready",
            "smoke-failed",
            "smoke-not-tried");
  }

  @Test
  void causesOfOneKindStayInTheirOrder() {
    assertThat(
            sorted(
                Diagnostic.error("crash-loop", "b"),
                Diagnostic.error("out-of-memory", "a"),
                Diagnostic.error("crash-loop", "c")))
        .containsExactly("crash-loop", "out-of-memory", "crash-loop");
  }

  private static List<String> sorted(Diagnostic... diagnostics) {
    return RootFirst.sorted(List.of(diagnostics)).stream().map(Diagnostic::code).toList();
  }
}
