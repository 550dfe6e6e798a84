package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.value.Tagger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigViewTest {
  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void write() {
    project =
        TestProject.withValues(
                directory,
                """
                database:
                  host: localhost
                  pool_size: 10
                  url: "db://${database.host}"
                  password: "${secret:env:DB_PASSWORD}"
                  extra: {a: 1}
                hosts: [a, b]
                """)
            .file(
                "environments/production.yaml",
                "database: {pool_size: 20, extra: null}\nhosts: []\n")
            .file("environments/staging.yaml", "database: {host: staging}\nonly: here\n")
            .file("environments/local.yaml", "database: {pool_size: 30}\n");
  }

  @Test
  void everyLeafIsShownWithItsOrigins() {
    assertThat(project.open("production").view().entries())
        .extracting(
            entry ->
                entry.path()
                    + " = "
                    + entry.text()
                    + " from "
                    + entry.origins().stream()
                        .map(origin -> origin.describe())
                        .collect(Collectors.joining(", ")))
        .containsExactly(
            "database.host = localhost from environments/default.yaml:2:9",
            "database.pool_size = 30 from environments/local.yaml:1:23",
            "database.url = db://localhost from environments/default.yaml:4:8,"
                + " environments/default.yaml:2:9",
            "database.password = (secret from env:DB_PASSWORD) from environments/default.yaml:5:13,"
                + " secret from env:DB_PASSWORD",
            "hosts = [] from environments/production.yaml:2:8");
  }

  @Test
  void explainShowsEveryLayerAndWhoWon() {
    project.variable("SHOP_DATABASE_POOL_SIZE", "40").set("database.pool_size=50");
    assertThat(explain("database.pool_size"))
        .containsExactly(
            "default 10 environments/default.yaml:3:14 LOSES",
            "production 20 environments/production.yaml:1:23 LOSES",
            "local 30 environments/local.yaml:1:23 LOSES",
            "environment variable SHOP_DATABASE_POOL_SIZE 40 environment variable"
                + " SHOP_DATABASE_POOL_SIZE LOSES",
            "--set database.pool_size 50 --set database.pool_size WINS");
    assertThat(explain("database.extra.a"))
        .containsExactly(
            "default 1 environments/default.yaml:6:14 LOSES",
            "production null environments/production.yaml:1:34 REMOVES");
    assertThat(explain("database"))
        .containsExactly(
            "default {host: localhost, pool_size: 10, url: db://${database.host}, password:"
                + " ${secret:env:DB_PASSWORD}, extra: {a: 1}} environments/default.yaml:2:3 MERGES",
            "production {pool_size: 20, extra: null} environments/production.yaml:1:11 MERGES",
            "local {pool_size: 30} environments/local.yaml:1:11 MERGES",
            "environment variable SHOP_DATABASE_POOL_SIZE {pool_size: 40} environment variable"
                + " SHOP_DATABASE_POOL_SIZE MERGES",
            "--set database.pool_size {pool_size: 50} --set database.pool_size MERGES");
    assertThat(project.open("production").view().explain("database.url").entries())
        .extracting(ConfigEntry::text)
        .containsExactly("db://localhost");
  }

  @Test
  void explainingWhatIsNotThereNamesTheNearest() {
    ConfigView view = project.open("production").view();
    assertThatThrownBy(() -> view.explain("database.pol_size"))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown ->
                assertThat(thrown.diagnostics())
                    .extracting(TestProject::line)
                    .containsExactly(
                        "no layer has a value `database.pol_size` | Did you mean"
                            + " `database.pool_size`?"));
  }

  @Test
  void differencesAreByPath() {
    assertThat(ConfigView.diff(project.open("production").view(), project.open("staging").view()))
        .extracting(
            d ->
                d.path()
                    + ": "
                    + d.left().map(ConfigEntry::text).orElse("-")
                    + " / "
                    + d.right().map(ConfigEntry::text).orElse("-"))
        .containsExactly(
            "database.extra.a: - / 1",
            "database.host: localhost / staging",
            "database.url: db://localhost / db://staging",
            "hosts: [] / -",
            "hosts.0: - / a",
            "hosts.1: - / b",
            "only: - / here");
    assertThat(project.reads).isEmpty();
  }

  @Test
  void theDigestFollowsValuesAndSecretsAndNothingElse() {
    project.secret("env:DB_PASSWORD", "one-password");
    Tagger tagger = new Tagger(new byte[32]);
    Object first = digest(tagger);
    assertThat(digest(tagger)).isEqualTo(first);
    assertThat(digest(new Tagger(new byte[] {1}))).isNotEqualTo(first);
    project.set("hosts=[x]");
    assertThat(digest(tagger)).isNotEqualTo(first);
    project.sets.clear();
    project.secret("env:DB_PASSWORD", "two-password");
    assertThat(digest(tagger)).isNotEqualTo(first);
  }

  private Object digest(Tagger tagger) {
    return project.load("production").digest(tagger);
  }

  private List<String> explain(String path) {
    return project.open("production").view().explain(path).layers().stream()
        .map(l -> l.layer() + " " + l.text() + " " + l.origin().describe() + " " + l.effect())
        .toList();
  }
}
