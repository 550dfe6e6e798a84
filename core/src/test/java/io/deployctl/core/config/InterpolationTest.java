package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterpolationTest {
  private static final StepOutputRef ENDPOINT =
      new StepOutputRef(new StepId("cloud"), "db_endpoint");

  @TempDir Path directory;

  @Test
  void aWholeReferenceKeepsTheTypeAndAPartIsText() {
    TestProject project =
        values(
            """
            port: 5432
            hosts: [a, b]
            limits: {cpu: 2, memory: 1Gi}
            copy: {port: "${port}", hosts: "${hosts}", limits: "${limits}", cpu: "${copy.limits.cpu}"}
            url: "db:${port}/${hosts.1}/${limits.memory}"
            version: 1.10
            image: "app:${version}"
            """);
    assertThat(project.values())
        .containsEntry("url", "db:5432/b/1Gi")
        .containsEntry("image", "app:1.10")
        .containsEntry(
            "copy",
            Map.of(
                "port",
                5432L,
                "hosts",
                List.of("a", "b"),
                "limits",
                Map.of("cpu", 2L, "memory", "1Gi"),
                "cpu",
                2L));
  }

  @Test
  void builtInsAndVariablesAreThere() {
    TestProject project =
        values("who: \"${env.project}/${env.name}/${env.namespace} by ${env:USER_NAME}\"\n")
            .variable("USER_NAME", "ada");
    assertThat(project.values()).containsEntry("who", "shop/default/default by ada");
  }

  @Test
  void aDoubledDollarIsALiteral() {
    TestProject project = values("a: \"$${b} and $ and $$ and $x\"\n");
    assertThat(project.values()).containsEntry("a", "${b} and $ and $$ and $x");
  }

  @Test
  void cyclesShowTheirChain() {
    assertThat(values("a: \"${b.c}\"\nb: {c: \"x${d}\"}\nd: \"${a}\"\n").problems())
        .containsExactly(
            "environments/default.yaml:1:4: values refer to each other in a circle: a -> b.c -> d"
                + " -> a | Give one of them a value of its own");
    assertThat(values("m: {self: \"${m}\"}\n").problems())
        .containsExactly(
            "environments/default.yaml:1:4: values refer to each other in a circle: m -> m.self ->"
                + " m | Give one of them a value of its own");
  }

  @Test
  void everyWrongReferenceIsNamedAtOnce() {
    assertThat(
            values(
                    """
                    database: {host: x, port: 1}
                    a: "${databse.host}"
                    b: "${nothing.like.it}"
                    c: "${env:NOT_SET}"
                    d: "${secret:vualt:x}"
                    e: "${steps.cluod.outputs.y}"
                    f: "${a:-b}"
                    g: "x ${open"
                    h: "text ${database}"
                    i: "${steps.api}"
                    """)
                .problems())
        .containsExactly(
            "environments/default.yaml:2:4: there is no value `databse.host` | Did you mean"
                + " `database.host`?",
            "environments/default.yaml:3:4: there is no value `nothing.like.it` | Define it in"
                + " environments/, or write `$${` for a literal `${`",
            "environments/default.yaml:4:4: the environment variable NOT_SET is not set | Set"
                + " NOT_SET before you run this",
            "environments/default.yaml:5:4: there is no source of secrets `vualt` | Known sources:"
                + " env, file",
            "environments/default.yaml:6:4: there is no step `cluod` | Known steps: api",
            "environments/default.yaml:7:4: `${a:-b}` is not understood | Write `${a.b}`,"
                + " `${env:NAME}`, `${secret:SOURCE:REFERENCE}` or `${steps.x.outputs.y}`, or `$${`"
                + " for a literal `${`",
            "environments/default.yaml:8:4: a `${` is never closed | Write `${a.b}`, `${env:NAME}`,"
                + " `${secret:SOURCE:REFERENCE}` or `${steps.x.outputs.y}`, or `$${` for a literal"
                + " `${`",
            "environments/default.yaml:9:4: a map or a list can't be a part of a text | Use its"
                + " single values, or make the reference the whole value",
            "environments/default.yaml:10:4: `${steps.api}` is not understood | Write `${a.b}`,"
                + " `${env:NAME}`, `${secret:SOURCE:REFERENCE}` or `${steps.x.outputs.y}`, or `$${`"
                + " for a literal `${`");
  }

  @Test
  void referencesThatMultiplyAreBounded() {
    StringBuilder text = new StringBuilder("t0: xxxxxxxxxx\n");
    StringBuilder lists = new StringBuilder("l0: [x, x]\n");
    for (int i = 1; i < 60; i++) {
      text.append("t%d: \"${t%d}${t%d}\"\n".formatted(i, i - 1, i - 1));
      lists.append("l%d: [\"${l%d}\", \"${l%d}\"]\n".formatted(i, i - 1, i - 1));
    }
    assertThat(values(text.toString()).problems().get(0)).contains("more than 16 MiB of text");
    assertThat(values(lists.toString()).problems().get(0)).contains("more than 200000 copies");
    StringBuilder chain = new StringBuilder("c5000: x\n");
    for (int i = 0; i < 5_000; i++) {
      chain.append("c%d: \"${c%d}\"\n".formatted(i, i + 1));
    }
    assertThat(values(chain.toString()).problems().get(0)).contains("too long a chain");
  }

  @Test
  void openingAndShowingNeverReadASecret() {
    TestProject project =
        values("password: \"${secret:env:DB_PASSWORD}\"\nurl: \"db://app:${password}@host\"\n");
    LoadedProject loaded = project.open();
    assertThat(loaded.view().values())
        .containsEntry("password", "(secret from env:DB_PASSWORD)")
        .containsEntry("url", "(secret from env:DB_PASSWORD)");
    loaded.deployment(Optional.empty()).inputs();
    assertThat(project.reads).isEmpty();
    assertThat(project.registered).isEmpty();
  }

  @Test
  void secretsTaintWhatTheyArePartOfAndAreReadOnce() {
    TestProject project =
        values("password: \"${secret:env:DB_PASSWORD}\"\nurl: \"db://app:${password}@host\"\n")
            .secret("env:DB_PASSWORD", "correct horse");
    Deployment deployment = project.load();
    deployment.resolve(deployment.stages().get(0).steps().get(0), Map.of());
    Value url = resolve(deployment, Map.of()).find(ValuePath.parse("url")).orElseThrow();
    assertThat(url)
        .isInstanceOfSatisfying(
            Value.Secret.class,
            secret -> {
              assertThat(secret.text().reveal()).isEqualTo("db://app:correct horse@host");
              assertThat(secret.origins()).contains(new Origin.Secret("env:DB_PASSWORD"));
            });
    assertThat(url.toString()).doesNotContain("correct horse");
    assertThat(project.reads).containsExactly("env:DB_PASSWORD");
    assertThat(project.registered)
        .contains(new SecretText("correct horse"), new SecretText("db://app:correct horse@host"));
  }

  @Test
  void aSecretThatCannotBeReadIsReportedWhereItIsUsed() {
    TestProject project = values("a: \"${secret:env:ONE}\"\nb: \"${secret:env:TWO}\"\n");
    Deployment deployment = project.load();
    assertThatThrownBy(() -> resolve(deployment, Map.of()))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown ->
                assertThat(thrown.diagnostics())
                    .extracting(TestProject::line)
                    .containsExactly(
                        "environments/default.yaml:1:4: there is no env:ONE",
                        "environments/default.yaml:2:4: there is no env:TWO"));
  }

  @Test
  void whatOverridesASecretIsOne() {
    TestProject project =
        values("password: \"${secret:env:X}\"\n").variable("SHOP_PASSWORD", "plain-but-secret");
    assertThat(project.values()).containsEntry("password", "(secret)");
    Value password =
        resolve(project.load(), Map.of()).find(ValuePath.parse("password")).orElseThrow();
    assertThat(password)
        .isEqualTo(
            new Value.Secret(
                new SecretText("plain-but-secret"),
                true,
                Set.of(new Origin.Variable("SHOP_PASSWORD"))));
    assertThat(project.reads).isEmpty();
    assertThat(project.open().view().explain("password").layers())
        .extracting(LayerValue::text, LayerValue::effect)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("${secret:env:X}", LayerValue.Effect.LOSES),
            org.assertj.core.groups.Tuple.tuple("(secret)", LayerValue.Effect.WINS));
  }

  @Test
  void outputsAreUnknownUntilTheyAreKnown() {
    TestProject project =
        values(
                """
                endpoint: "${steps.cloud.outputs.db_endpoint}"
                url: "db://${endpoint}"
                user: "${steps.cloud.outputs.account.name}"
                secret_url: "${url}?${secret:env:X}"
                """)
            .file(
                "deployctl.yaml",
                """
                project: shop
                stages:
                  - {name: one, steps: [{name: cloud, exec: {command: [x]}}]}
                  - {name: two, steps: [{name: api, manifests: {with: {url: "${url}"}}}]}
                """)
            .secret("env:X", "s3cret-s3cret");
    Deployment deployment = project.load();
    Value.Mapping before = resolve(deployment, Map.of());
    assertThat(before.entries().get("url"))
        .isInstanceOfSatisfying(
            Value.Unknown.class,
            unknown -> {
              assertThat(unknown.waitsOn()).containsExactly(ENDPOINT);
              assertThat(unknown.sensitive()).isFalse();
            });
    assertThat(before.entries().get("secret_url"))
        .isInstanceOfSatisfying(
            Value.Unknown.class, unknown -> assertThat(unknown.sensitive()).isTrue());
    Origin made = new Origin.StepOutput(ENDPOINT);
    Value.Mapping after =
        resolve(
            deployment,
            Map.of(
                ENDPOINT,
                Value.Scalar.of("db.internal", made),
                new StepOutputRef(new StepId("cloud"), "account"),
                new Value.Mapping(Map.of("name", Value.Scalar.of("ada", made)), Set.of())));
    assertThat(after.entries().get("url"))
        .isInstanceOfSatisfying(
            Value.Scalar.class, url -> assertThat(url.text()).isEqualTo("db://db.internal"));
    assertThat(after.entries().get("user"))
        .isInstanceOfSatisfying(
            Value.Scalar.class, user -> assertThat(user.text()).isEqualTo("ada"));
  }

  @Test
  void settingsAreCheckedAgainOnceOutputsAreKnown() {
    TestProject project =
        new TestProject(directory)
            .file(
                "deployctl.yaml",
                """
                project: shop
                stages:
                  - {name: one, steps: [{name: cloud, exec: {command: [x]}}]}
                  - {name: two, steps: [{name: api, manifests: {replicas: "${steps.cloud.outputs.db_endpoint}"}}]}
                """);
    Deployment deployment = project.load();
    StepSpec api = deployment.stages().get(1).steps().get(0);
    assertThat(deployment.resolve(api, Map.of()).settings().waitsOn()).containsExactly(ENDPOINT);
    Value text = Value.Scalar.of("many", new Origin.StepOutput(ENDPOINT));
    assertThatThrownBy(() -> deployment.resolve(api, Map.of(ENDPOINT, text)))
        .isInstanceOf(DeployctlException.class)
        .hasMessage("`replicas` must be an integer");
  }

  private TestProject values(String yaml) {
    return TestProject.withValues(directory, yaml);
  }

  private static Value.Mapping resolve(Deployment deployment, Map<StepOutputRef, Value> outputs) {
    List<StageSpec> stages = deployment.stages();
    return deployment.resolve(stages.get(stages.size() - 1).steps().get(0), outputs).values();
  }
}
