package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final Path MODULE =
      Path.of(System.getProperty("project.root")).resolve("scripts/sandbox");

  @Test
  void sourcesAreOfThePinnedVersions() throws IOException {
    Versions pinned = Versions.pinned();

    assertThat(MODULE.resolve("go.mod"))
        .content()
        .contains("k8s.io/kubernetes " + pinned.kubernetes() + "\n")
        .contains("go.etcd.io/etcd/server/v3 " + pinned.etcd() + "\n")
        .contains("helm.sh/helm/v3 " + pinned.helm() + "\n");
    assertThat(Files.readString(MODULE.resolve("kwok/go.mod")))
        .contains("sigs.k8s.io/kwok " + pinned.kwok() + "\n");
  }
}
