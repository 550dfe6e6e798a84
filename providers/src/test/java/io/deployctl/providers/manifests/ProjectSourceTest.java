package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Value;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectSourceTest {
  @TempDir Path project;

  @Test
  void allProblemsOfAllFilesAreToldAtOnce() {
    TestEnvironment environment = environment();
    environment.write("a.yaml", "kind: ConfigMap\nmetadata: {name: 3}\n");
    environment.write("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x}\n");
    environment.write("c.tmpl.yaml", "a: {{ nothing }}\n");
    environment.write("d.yaml", "a: [\n");

    List<Diagnostic> problems = problems(environment);

    assertThat(problems)
        .extracting(p -> p.code() + " " + p.position().orElseThrow())
        .containsExactly(
            "not-an-object manifests/a.yaml:1:1",
            "not-an-object manifests/a.yaml:2:18",
            "generated-name manifests/b.yaml:3:11",
            "template-undefined manifests/c.tmpl.yaml:1",
            "yaml-syntax manifests/d.yaml:2:1");
  }

  @Test
  void pathsThatAreWrongAreTold() {
    TestEnvironment environment = environment();
    environment.write("config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n");
    environment.setting(
        "paths",
        TestEnvironment.texts("manifests/confg.yaml", "../outside", "manifests/config.yaml"));

    assertThat(problems(environment))
        .extracting(p -> p.code() + ": " + p.hint().orElse(""))
        .containsExactly(
            "no-such-file: Did you mean `config.yaml`?",
            "outside-project: Keep what a project deploys inside of it");
  }

  @Test
  void stepWithoutAnythingToApplyIsAnError() {
    assertThat(problems(environment().withoutSetting("paths")))
        .extracting(Diagnostic::code)
        .containsExactly("missing-setting");
    assertThat(
            problems(
                environment()
                    .write("x.yaml", "apiVersion: v1\nkind: A\nmetadata: {name: x}\n")
                    .setting("with", TestEnvironment.map(Map.of("a", TestEnvironment.text(1L))))))
        .extracting(Diagnostic::code)
        .containsExactly("invalid-setting");
    assertThat(problems(environment().setting("parallelism", TestEnvironment.text(1000L))))
        .extracting(Diagnostic::summary)
        .containsExactly("`parallelism` must be from 1 to 64");
  }

  @Test
  void blueprintsProblemsAreTold() {
    Value with = TestEnvironment.map(Map.of("prot", TestEnvironment.text(1L)));

    assertThat(
            problems(
                environment()
                    .withoutSetting("paths")
                    .setting("blueprint", TestEnvironment.text("nothing"))
                    .setting("with", with)))
        .extracting(Diagnostic::code)
        .containsExactly("unknown-blueprint");
  }

  private TestEnvironment environment() {
    return new TestEnvironment(project, "test", "n", noCalls());
  }

  /** What is wrong in files is found before anybody asks the cluster. */
  private static Cluster noCalls() {
    return (Cluster)
        Proxy.newProxyInstance(
            Cluster.class.getClassLoader(),
            new Class<?>[] {Cluster.class},
            (proxy, method, arguments) -> {
              throw new AssertionError("a call that nobody expected: " + method.getName());
            });
  }

  private static List<Diagnostic> problems(TestEnvironment environment) {
    return catchThrowableOfType(
            DeployctlException.class, () -> environment.planned(new Request.Deploy()))
        .diagnostics();
  }
}
