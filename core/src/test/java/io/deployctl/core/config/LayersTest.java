package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
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
              hosts: [a, b]
              ratio: 0.5
              echo: false
              tag:
            """);
  }

  @Test
  void mapsMergeAndListsReplace() {
    project.file(
        "environments/prod.yaml", "database: {host: db, hosts: [c]}\nextra: {deep: {x: 1}}\n");
    assertThat(project.values())
        .hasToString(
            "{database={host=db, pool_size=10, hosts=[c], ratio=0.5, echo=false, tag=null},"
                + " extra={deep={x=1}}}");
  }

  @Test
  void precedenceIsDefaultEnvironmentLocalVariablesSet() {
    project
        .file("environments/prod.yaml", "database: {pool_size: 20}\n")
        .file("environments/local.yaml", "database: {pool_size: 30}\n");
    assertThat(poolSize()).isEqualTo(30L);
    project.variable("SHOP_DATABASE_POOL_SIZE", "40");
    assertThat(poolSize()).isEqualTo(40L);
    project.set("database.pool_size=50").set("database.pool_size=60");
    assertThat(poolSize()).isEqualTo(60L);
  }

  @Test
  void anExplicitNullRemoves() {
    project.file("environments/prod.yaml", "database: {host: null, hosts: ~}\n");
    assertThat(project.values().get("database"))
        .hasToString("{pool_size=10, ratio=0.5, echo=false, tag=null}");
  }

  @Test
  void anEmptyKeyThatRemovesAMapIsWarnedOf() {
    project.file("environments/prod.yaml", "database:\n");
    assertThat(project.open().notes())
        .extracting(TestProject::line)
        .containsExactly(
            "environments/prod.yaml:1:10: `database:` is empty, and so removes the map below it"
                + " | Write `database: null` if this is meant, or `database: {}` if not");
  }

  @Test
  void aRemovedKeyCanBeGivenAValueAgain() {
    project
        .file("environments/prod.yaml", "database: {pool_size: null}\n")
        .variable("SHOP_DATABASE_POOL_SIZE", "7");
    assertThat(poolSize()).isEqualTo(7L);
  }

  @Test
  void variablesTakeTheTypeOfWhatTheyOverride() {
    project
        .variable("SHOP_DATABASE_HOST", "5432")
        .variable("SHOP_DATABASE_HOSTS", "x, y,z")
        .variable("SHOP_DATABASE_RATIO", "1.50")
        .variable("SHOP_DATABASE_ECHO", "true")
        .variable("SHOP_DATABASE_TAG", "12");
    assertThat(project.values().get("database"))
        .isEqualTo(
            Map.of(
                "host",
                "5432",
                "pool_size",
                10L,
                "hosts",
                List.of("x", "y", "z"),
                "ratio",
                new BigDecimal("1.50"),
                "echo",
                true,
                "tag",
                12L));
  }

  @Test
  void listsAndMapsCanBeWrittenInBrackets() {
    project.variable("SHOP_DATABASE_HOSTS", "[\"x,y\", z]").set("database={host: other}");
    assertThat(project.values().get("database"))
        .hasToString("{host=other, pool_size=10, hosts=[x,y, z], ratio=0.5, echo=false, tag=null}");
  }

  @Test
  void overNullANumberIsOneOnlyIfNothingIsLostByIt() {
    for (String text : List.of("0123", "1234e56", "1e3", "2024-01-01", "no", "v1")) {
      project.variable("SHOP_DATABASE_TAG", text);
      assertThat(project.values().get("database")).asString().contains("tag=" + text);
      assertThat(((Map<?, ?>) project.values().get("database")).get("tag"))
          .isInstanceOf(String.class);
    }
    project.variable("SHOP_DATABASE_TAG", "1.10");
    assertThat(((Map<?, ?>) project.values().get("database")).get("tag"))
        .isEqualTo(new BigDecimal("1.10"));
  }

  @Test
  void textThatDoesNotParseIsAnErrorThatDoesNotRepeatIt() {
    project
        .variable("SHOP_DATABASE_POOL_SIZE", "many")
        .variable("SHOP_DATABASE_ECHO", "maybe")
        .set("database.hosts=[a")
        .set("database=x");
    assertThat(project.problems())
        .containsExactly(
            "SHOP_DATABASE_ECHO must be true or false | It takes the type of the value that it"
                + " overrides",
            "SHOP_DATABASE_POOL_SIZE must be a whole number | It takes the type of the value that"
                + " it overrides",
            "`--set database.hosts` must be a YAML list or map, and its brackets or quotes are not"
                + " | It takes the type of the value that it overrides",
            "`--set database` must be a map, written {key: value} | It takes the type of the value"
                + " that it overrides");
  }

  @Test
  void twoCandidatesAreAnErrorAndDoubleUnderscoresDecide() {
    project.file("environments/prod.yaml", "a_b: {c: one}\na: {b_c: two}\n");
    project.variable("SHOP_A_B_C", "three");
    assertThat(project.problems())
        .containsExactly(
            "SHOP_A_B_C can mean `a_b.c` and `a.b_c` | Separate levels with two underscores, as in"
                + " SHOP_A_B__C");
    project.variables.clear();
    project.variable("SHOP_A__B_C", "three");
    assertThat(project.values()).containsEntry("a", Map.of("b_c", "three"));
  }

  @Test
  void unmatchedVariablesAreWarnedOf() {
    project.variable("SHOP_DATABSE_HOST", "x").variable("OTHER_THING", "y");
    assertThat(project.open().notes())
        .extracting(TestProject::line)
        .containsExactly(
            "the environment variable SHOP_DATABSE_HOST matches no value | Did you mean"
                + " SHOP_DATABASE_HOST?");
  }

  @Test
  void aVariableThatAReferenceReadsIsNoOverride() {
    project
        .file(
            "environments/prod.yaml",
            "database: {password: '${secret:env:SHOP_DATABASE_PASSWORD}'}")
        .variable("SHOP_DATABASE_PASSWORD", "hunter2hunter2")
        .secret("env:SHOP_DATABASE_PASSWORD", "hunter2hunter2");
    Deployment deployment = project.load();
    assertThat(deployment.overrides()).isEmpty();
    assertThat(deployment.notes()).extracting(Diagnostic::summary).isEmpty();
  }

  @Test
  void setNamesWhatExists() {
    project.set("database.pol_size=1").set("nothing=2").set("=x").set("database");
    assertThat(project.problems())
        .containsExactly(
            "`--set` needs a path and a value | Write `--set a.b=value`",
            "`--set database.pol_size` names no value | Did you mean `database.pool_size`?",
            "`--set nothing` names no value | Define it in environments/, or declare it under"
                + " `inputs`");
  }

  @Test
  void setReplacesOneItemOfAList() {
    project.set("database.hosts.1=z");
    assertThat(project.values().get("database")).asString().contains("hosts=[a, z]");
  }

  @Test
  void dotEnvFilesAreALayer() {
    project
        .file(
            "environments/prod.env",
            """
            # as the seeds of many projects have it
            export SHOP_DATABASE_POOL_SIZE=15   # with the prefix
            DATABASE_HOST="db.example.com"
            LOG_LEVEL=info
            CACHE__TTL=60
            SPARK_MASTER=local[*]
            QUOTED='${not.interpolated} # not a comment'
            PEM="line one
            line two\\n${database.pool_size}"
            EMPTY=
            """)
        .file("environments/prod.yaml", "x: 1\n");
    assertThat(project.values())
        .containsEntry("log_level", "info")
        .containsEntry("cache", Map.of("ttl", 60L))
        .containsEntry("spark_master", "local[*]")
        .containsEntry("quoted", "${not.interpolated} # not a comment")
        .containsEntry("pem", "line one\nline two\n15")
        .containsEntry("empty", null);
    assertThat(project.values().get("database"))
        .asString()
        .contains("host=db.example.com, pool_size=15");
  }

  @Test
  void badLinesOfDotEnvFilesAreAllNamed() {
    project.file("environments/prod.env", "good=1\nno value\nA='open\nDATABASE_POOL_SIZE=x\n");
    assertThat(project.problems())
        .contains(
            "environments/prod.env:2:1: this line is no NAME=value",
            "environments/prod.env:3:1: the quote that opens here is never closed");
  }

  @Test
  void aYmlFileIsWarnedOf() {
    project.file("environments/default.yml", "a: 1\n");
    assertThat(project.open().notes())
        .extracting(TestProject::line)
        .containsExactly(
            "environments/default.yml: environments/default.yml is not read | Rename it to default.yaml");
  }

  @Test
  void reservedKeysAreRefused() {
    project.file("environments/prod.yaml", "env: {name: x}\n");
    assertThat(project.problems())
        .containsExactly(
            "environments/prod.yaml:1:1: `env` is a name of deployctl's own | Give the value"
                + " another name");
  }

  private Object poolSize() {
    return ((Map<?, ?>) project.values().get("database")).get("pool_size");
  }
}
