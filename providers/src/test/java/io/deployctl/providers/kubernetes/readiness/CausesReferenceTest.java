package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CausesReferenceTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| ([^|]+) \\|.*");
  private static final Pattern GRACE = Pattern.compile("after (\\d+) (s|min)");

  @Test
  void everyCodeHasARowAndEveryRowACode() throws IOException {
    List<String> codes = Arrays.stream(CauseCode.values()).map(CauseCode::word).toList();
    assertThat(rows().keySet()).containsExactlyElementsOf(codes);
  }

  @Test
  void graceTimesAreThoseOfTheCode() throws IOException {
    rows()
        .forEach(
            (code, ends) -> {
              Matcher grace = GRACE.matcher(ends);
              if (grace.find()) {
                long number = Long.parseLong(grace.group(1));
                Duration documented =
                    grace.group(2).equals("s")
                        ? Duration.ofSeconds(number)
                        : Duration.ofMinutes(number);
                CauseCode known =
                    CauseCode.valueOf(code.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
                assertThat(GraceTimes.DEFAULT.of(known)).as(code).isEqualTo(documented);
              }
            });
  }

  private static Map<String, String> rows() throws IOException {
    Path page = Path.of(System.getProperty("project.root"), "docs/reference/causes.md");
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(page)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1), row.group(2))).as(line).isNull();
      }
    }
    return rows;
  }
}
