package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run fails, then its environment's state is lost: what is left is done from what was kept. */
final class EmergencyResumeIT {
  @TempDir private Path directory;
  private Stage stage;

  @BeforeEach
  void raise() throws IOException {
    stage = Stage.raise(Files.createDirectory(directory.resolve("stage")), List.of(), 0);
    stage.write(
        "deployctl.yaml",
        """
        project: shop
        environments:
          production: {target: {namespace: shop, stateNamespace: shop-deploy}}
        stages:
          - {name: one, steps: [{name: base, manifests: {paths: [base.yaml]}}]}
          - {name: two, steps: [{name: gate, exec: {command: [test, -e, DIRECTORY/go]}}]}
          - {name: three, steps: [{name: web, manifests: {paths: [web.yaml]}}]}
        """
            .replace("DIRECTORY", directory.toString()));
    stage.write("base.yaml", configMap("base"));
    stage.write("web.yaml", configMap("web"));
    stage.kubectl("create", "namespace", "shop");
    run("apply --auto-approve").exited(1);
    assertThat(configMaps()).contains("configmap/base").doesNotContain("configmap/web");
    Files.createFile(directory.resolve("go"));
  }

  @AfterEach
  void strike() {
    stage.close();
  }

  private static String configMap(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n".formatted(name);
  }

  private CommandResult run(String line) {
    return stage.run(line.split(" "));
  }

  private String configMaps() {
    return stage.kubectl("-n", "shop", "get", "configmaps", "-o", "name");
  }

  @Test
  void whatIsLeftIsDoneFromTheCopyWithoutACheckoutAndReconciled() throws IOException {
    stage.kubectl("delete", "namespace", "shop-deploy");
    Files.delete(stage.project().resolve("web.yaml"));
    String where = " --project shop --env production --context " + stage.context();

    CommandResult resumed =
        run("resume --auto-approve --emergency --reason outage" + where).exited(0);

    assertThat(resumed.err()).contains("this machine's copy, of ").contains("not here: web.yaml");
    assertThat(configMaps()).contains("configmap/web");
    run("state reconcile").exited(0);
    assertThat(run("status").exited(0).out()).contains("the newest was one: outage");
    run("resume --auto-approve").exited(0).telling("was left unfinished");
  }

  @Test
  void stateThatCanStillBeReadIsWorkedFrom() {
    stage.kubectl("-n", "shop-deploy", "create", "quota", "few", "--hard=count/secrets=1");
    StateWrites.await(stage, false);

    CommandResult resumed = run("resume --auto-approve --emergency --reason quota").exited(0);

    assertThat(resumed.err()).contains("the environment's own state, which can be read");
    assertThat(configMaps()).contains("configmap/web");
    stage.kubectl("-n", "shop-deploy", "delete", "quota", "few");
  }
}
