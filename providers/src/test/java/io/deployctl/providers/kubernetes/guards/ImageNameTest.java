package io.deployctl.providers.kubernetes.guards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx:1.27",
        "nginx:v1.27.3-alpine",
        "postgres:16.3-bookworm",
        "registry:5000/team/api:release-2.0",
        "minio:RELEASE.2024-01-31T20-20-33Z",
        "api:20260304",
        "api:build-482915",
        "api:3f2c1d9",
        "api:main-3f2c1d9",
        "api:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "registry:5000/api@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      })
  void versionOrDigestStaysWhatItIs(String image) {
    assertThat(ImageName.moving(image)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx",
        "registry:5000/team/api",
        "nginx:latest",
        "api:main",
        "api:stable-alpine",
        "postgres:16",
        "api:feature-login",
        "api:facade"
      })
  void everyOtherTagCanMove(String image) {
    assertThat(ImageName.moving(image)).isPresent();
  }
}
