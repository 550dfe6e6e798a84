package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
  @ParameterizedTest
  @CsvSource({
    ">=1.28, 1.28.0, true",
    ">=1.28, v1.34.4+k3s1, true",
    ">=1.28, 1.27.9-eks-5e0fdde, false",
    ">=1.28, 1.28.3-gke.100, true",
    ">=3.13 <5, 3.20.2, true",
    ">=3.13 <5, 4.9.9, true",
    ">=3.13 <5, 5.0.0, false",
    ">=3.13 <5, 5, false",
    "'>=3.13,<5', 3.12.3, false",
    ">= 1.6, 1.11.4, true",
    "1.6, 1.6.9, true",
    "1.6, 1.60.0, false",
    "=1.6.1, 1.6.1, true",
    "=1.6.1, 1.6.10, false",
    ">1.6, 1.6.5, false",
    ">1.6, 1.7.0, true",
    "<=1.6, 1.6.5, true",
    "<=1.6, 1.7, false",
    ">=1, unknown, false"
  })
  void matches(String range, String version, boolean expected) {
    assertThat(VersionRange.parse(range).orElseThrow().matches(version)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "newest", ">=", ">=1.x", "~1.2", "^1", "1 - 2", ">=99999999999"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }
}
