package io.deployctl.providers.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import io.deployctl.providers.input.TestScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Releases that the real helm installed by hand, taken over and left. */
class HelmAdoptionIT {
  private static final Request DEPLOY = new Request.Deploy();
  private static final Request ADOPT = new Request.Adopt(AdoptionRules.DEFAULT);

  @TempDir static Path shared;
  private static HelmFixture cluster;

  @TempDir Path directory;

  private Path chart;
  private TestScope scope;
  private HelmProvider provider;
  private String namespace;

  @BeforeAll
  static void up() {
    cluster = new HelmFixture("helm-adoption-it", shared);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void makeProject(TestInfo test) {
    Path project = directory.resolve("project");
    chart = project.resolve("charts/web");
    namespace = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    cluster.kubectl("create", "namespace", namespace);
    HelmFixture.write(chart, "Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    HelmFixture.write(chart, "values.yaml", "text: usual\nauth: {user: me}\n");
    HelmFixture.write(
        chart,
        "templates/web.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {text: {{ .Values.text | quote }}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: more}
        data: {a: "1"}
        """);
    scope =
        new TestScope(project, directory.resolve("work"))
            .step("web")
            .namespace(namespace)
            .set("chart", "charts/web");
    provider = cluster.provider(scope, directory.resolve("tool-cache"));
  }

  @Test
  void releaseThatIsAsTheProjectHasItIsTakenOverWithoutAnUpgrade() {
    install();

    Planned.Ready planned = ready(DEPLOY);

    assertThat(planned.plan().changesTarget()).isFalse();
    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.verb()).isEqualTo(Verb.ADOPT);
    assertThat(effect.notes())
        .containsExactly("take over from helm: revision 1 of web-1.0.0, deployed");
    done(planned);
    assertThat(cluster.history("web", namespace)).hasSize(1);
    assertThat(
            cluster.kubectl(
                "get",
                "secret",
                "-n",
                namespace,
                "-l",
                "owner=helm,deployctl.io/env=0b8e7c1e-0000-4000-8000-000000000001",
                "-o",
                "name"))
        .contains("sh.helm.release.v1.web.v1");
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
  }

  @Test
  void adoptedReleaseIsUpgradedAndGoesBackToWhatItWas() {
    install("--set", "text=by-hand,auth.password=marked-secret,extra=5");

    Planned.Ready adoption = ready(ADOPT);

    assertThat(HelmFixture.shown(adoption))
        .contains(
            "ConfigMap %s/web data.text: (secret) -> (secret)".formatted(namespace),
            "value text: text set by hand -> (absent)",
            "value auth.password: text set by hand -> (absent)",
            "value extra: number set by hand -> (absent)");
    assertThat(adoption.plan().effects().toString()).doesNotContain("marked-secret", "by-hand");
    StepResult adopted = done(adoption);
    assertThat(cluster.history("web", namespace)).hasSize(1);
    scope.previous(adopted.restoration(), "helm:" + namespace + "/web");
    Planned.Ready upgrade = ready(DEPLOY);
    assertThat(HelmFixture.shown(upgrade)).contains("value extra: number set by hand -> (absent)");
    StepResult upgraded = done(upgrade);
    assertThat(text()).isEqualTo("usual");
    scope.previous(upgraded.restoration(), "helm:" + namespace + "/web");
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();

    Planned.Ready back = ready(new Request.Restore(adopted.restoration().orElseThrow()));
    assertThat(back.plan().effects().toString()).doesNotContain("marked-secret", "by-hand");
    done(back);

    assertThat(text()).isEqualTo("by-hand");
    assertThat(cluster.helm("get", "values", "web", "-n", namespace)).contains("marked-secret");
  }

  @Test
  void adoptedRevisionThatHelmForgotIsSaid() {
    install("--set", "text=by-hand");
    StepResult adopted = done(ready(ADOPT));
    for (int i = 0; i < 2; i++) {
      cluster.helm("upgrade", "web", chart.toString(), "-n", namespace, "--history-max", "1");
    }

    Planned planned =
        HelmFixture.plan(provider, scope, new Request.Restore(adopted.restoration().orElseThrow()));

    assertThat(((Planned.Refused) planned).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("helm-revision-gone");
  }

  @Test
  void releaseThatDoesNotStandIsRefusedWithWhatToDo() {
    install();
    HelmFixture.write(
        chart,
        "templates/broken.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: broken}\ndata: {a: [1]}\n");
    cluster.helmFails("upgrade", "web", chart.toString(), "-n", namespace);

    Verdict verdict = ready(ADOPT).verdicts().get(0);

    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.REFUSED);
    assertThat(verdict.reason()).contains("revision 2 of web-1.0.0", "failed");
    assertThat(verdict.hint().orElseThrow()).contains("helm rollback web -n " + namespace);
    assertThat(HelmFixture.refused(provider, scope).code()).isEqualTo("owned-by-others");
  }

  @Test
  void releaseOfAnotherEnvironmentIsRefusedUntilItsMarkIsOff() {
    install();
    cluster.kubectl(
        "label", "secret", "-n", namespace, "-l", "owner=helm,name=web", "deployctl.io/env=other");

    Verdict verdict = ready(ADOPT).verdicts().get(0);

    assertThat(verdict.reason()).isEqualTo("belongs to another environment (other)");
    String hint = verdict.hint().orElseThrow();
    int from = hint.indexOf("`kubectl ") + "`kubectl ".length();
    cluster.kubectl(hint.substring(from, hint.indexOf('`', from)).split(" "));
    assertThat(ready(ADOPT).plan().effects()).hasSize(1);
  }

  @Test
  void releaseIsForgottenOnlyWhenAllItsObjectsAreCovered() {
    install();
    ResourceId web = new ResourceId("", "ConfigMap", namespace, "web");

    Planned refused = HelmFixture.plan(provider, scope, dissolve(Set.of(), web));

    assertThat(((Planned.Refused) refused).diagnostics())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("not-covered");
              assertThat(problem.details()).containsExactly("ConfigMap " + namespace + "/more");
            });
    Planned.Ready planned = ready(dissolve(Set.of("configmap/more"), web));
    assertThat(planned.plan().reversibility()).isEqualTo(Reversibility.WITH_LOSS);
    done(planned);
    assertThat(cluster.helm("list", "-a", "-q", "-n", namespace)).isBlank();
    assertThat(cluster.kubectl("get", "configmap", "-n", namespace, "-o", "name"))
        .contains("configmap/web", "configmap/more");
  }

  private Request dissolve(Set<String> leave, ResourceId... covered) {
    AdoptionRules rules =
        new AdoptionRules(Set.of(), Set.of(), Optional.of(namespace + "/web"), leave);
    return new Request.Dissolve(rules, Set.of(covered));
  }

  private void install(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("install", "web", chart.toString(), "-n", namespace));
    arguments.addAll(List.of(more));
    cluster.helm(arguments.toArray(new String[0]));
  }

  private String text() {
    return cluster.kubectl(
        "get", "configmap", "web", "-n", namespace, "-o", "jsonpath={.data.text}");
  }

  private Planned.Ready ready(Request request) {
    return HelmFixture.ready(provider, scope, request);
  }

  private StepResult done(Planned.Ready planned) {
    StepResult result = HelmFixture.execute(provider, scope, planned);
    assertThat(result.end())
        .as(result.diagnostics().toString())
        .isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(HelmFixture.verify(provider, scope, planned)).isEmpty();
    return result;
  }
}
