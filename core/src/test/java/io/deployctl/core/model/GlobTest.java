package io.deployctl.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, anything, true",
    "api, api, true",
    "api, apis, false",
    "api, ap, false",
    "*-worker, mail-worker, true",
    "*-worker, worker, false",
    "a*b*c, abc, true",
    "a*b*c, axxbyybzzc, true",
    "a*b*c, acb, false",
    "'', '', true",
    "'', a, false",
    "api.v1, api-v1, false",
  })
  void starStandsForAnyRun(String pattern, String name, boolean matches) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    String stars = "*a".repeat(200) + "b";

    assertThat(new Glob(stars).matches("a".repeat(20_000))).isFalse();
  }
}
