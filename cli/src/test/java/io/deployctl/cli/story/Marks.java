package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.leak.LeakSearch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Secrets that can be found again wherever they leak to. */
final class Marks {
  private Marks() {}

  /** Returns a marked secret for each variable; each has characters that encodings change. */
  static Map<String, String> of(String... variables) {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (String variable : variables) {
      secrets.put(variable, "marked-" + UUID.randomUUID() + "/+&<é");
    }
    return secrets;
  }

  /** Checks that no secret is in what was printed, in the files, or in what the cluster keeps. */
  static void assertNowhere(Map<String, String> secrets, String printed, Stage stage) {
    LeakSearch search = new LeakSearch(secrets);
    search.search("output", printed);
    LeakSites sites = new LeakSites(stage, search);
    sites.files(path -> path.toString().contains("tfstate"));
    sites.objects("ecap-deploy", object -> object.startsWith("Secret ecap/"));
    assertThat(search.found()).as("places where a secret leaked").isEmpty();
  }
}
