package io.deployctl.providers.kubernetes.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of API versions says what the code knows, row by row. */
class ApiVersionsReferenceTest {
  @Test
  void pageHasEveryRowOfTheTable() throws IOException {
    Path page = Path.of(System.getProperty("project.root"), "docs/reference/api-versions.md");
    List<String> rows =
        Files.readAllLines(page).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            ApiVersions.all().stream().map(ApiVersionsReferenceTest::row).toList());
  }

  private static String row(ApiVersion version) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            version.apiVersion(),
            version.kind(),
            version.deprecated(),
            version.removed().map(KubernetesVersion::toString).orElse("-"),
            version.hint());
  }
}
