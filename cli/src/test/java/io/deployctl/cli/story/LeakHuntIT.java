package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.Figures;
import io.deployctl.fixtures.leak.LeakSearch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marked secrets go from every source to every place where one may be needed; tools, servers and
 * the API server say them aloud; and in the end everything is searched for them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeakHuntIT {
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: gossip}
      spec:
        failurePolicy: Fail
        matchConstraints:
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets]}
        matchConditions:
          - {name: web, expression: "object.metadata.name == 'web' && object.metadata.namespace == 'leak'"}
        validations:
          - expression: "false"
            messageExpression: "'no: ' + string(object.data.env_plain) + ' ' + string(object.data.vault_odd) + ' ' + string(object.data.token)"
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: gossip}
      spec: {policyName: gossip, validationActions: [Deny]}
      """;

  private final Map<String, String> printed = new LinkedHashMap<>();
  private LeakSecrets secrets;
  private ArgumentLog arguments;
  private Stage stage;

  @BeforeAll
  void raise(@TempDir Path empty, @TempDir Path hidden) throws Exception {
    Path programs = Stage.programs();
    assumeTrue(
        Stream.of("sops", "age-keygen").map(programs::resolve).allMatch(Files::isExecutable),
        "sops or age not found: run `scripts/sandbox-binaries --secrets`");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "needs setsid");
    secrets = LeakSecrets.make(hidden.resolve("sources"));
    stage = Stage.raise(empty, List.of());
    Path wrappers = hidden.resolve("bin");
    arguments = ArgumentLog.in(wrappers, hidden.resolve("arguments"));
    secrets.write(stage.project().resolve("secrets/prod.json"), programs);
    LeakProject.write(stage, secrets);
    Map<String, String> environment = stage.environment();
    environment.put("PATH", wrappers + ":" + environment.get("PATH"));
    environment.put("VAULT_ADDR", "http://127.0.0.1:" + secrets.port());
    environment.put("VAULT_TOKEN", secrets.get("vault_token"));
    environment.put("SOPS_AGE_KEY", secrets.get("age_key"));
    environment.put("LEAK_S_VARIABLE_OVERRIDE", secrets.get("variable_override"));
    tellVariables();
    stage.kubectl("create", "namespace", "vendor");
    stage.kubectl(
        "create",
        "secret",
        "generic",
        "api",
        "-n",
        "vendor",
        "--from-literal=plain=" + secrets.get("kubernetes_plain"),
        "--from-literal=odd=" + secrets.get("kubernetes_odd"));
  }

  @AfterAll
  void strike() {
    if (stage != null) {
      stage.close();
    }
    if (secrets != null) {
      secrets.close();
    }
  }

  @Test
  @Order(1)
  void whatReadsOnlyIsRun() {
    run("config", "show").exited(0);
    run("config", "show", "-o", "json").exited(0);
    for (String key : List.of("url", "s.env_odd", "s.sops_pem", "s.set_override", "token")) {
      run("config", "explain", key).exited(0);
    }
    run("render").exited(0);
    run("render", "-o", "json").exited(0);
    run("rbac").exited(0);
    run("doctor").exited(0);
    run("plan").exited(0);
    run("plan", "-o", "json").exited(0);
    run("plan", "-o", "markdown").exited(0);
    github("plan").exited(0);
    run("plan", "--explain", "Namespace leak").exited(0);
  }

  @Test
  @Order(2)
  void planInAFileIsAppliedWhereNoSourceIs() {
    CommandResult planned = run("plan", "--out", "leak.plan").exited(0);
    String id = planned.out().replaceAll("(?s).*--expect ([0-9a-f]{64})\n.*", "$1");
    Map<String, String> told = Map.copyOf(stage.environment());
    stage.environment().keySet().removeIf(name -> name.matches("(TOLD|VAULT|SOPS|LEAK)_.*"));
    CommandResult applied =
        stage.run("apply", "leak.plan", "--expect", id, "--context", stage.context());
    stage.environment().putAll(told);
    record("apply FILE", applied).exited(0);

    assertThat(stage.kubectl("-n", "leak", "get", "secret", "web", "-o", "name")).contains("web");
    run("plan").exited(0);
  }

  @Test
  @Order(3)
  void stateIsLookedAt() {
    for (String command : List.of("status", "history", "drift", "health", "smoke", "lock show")) {
      run(command.split(" ")).exited(0);
      List<String> json = new ArrayList<>(List.of(command.split(" ")));
      json.addAll(List.of("-o", "json"));
      run(json.toArray(new String[0])).exited(0);
    }
  }

  @Test
  @Order(4)
  void secretsAreRotatedAndEditedByHand() throws Exception {
    for (String name : List.of("env_odd", "file_odd", "vault_odd")) {
      secrets.rotate(name);
    }
    Files.writeString(secrets.directory().resolve("file_odd"), secrets.get("file_odd"));
    tellVariables();
    run("plan").exited(0);
    run("plan", "-o", "json").exited(0);
    for (String what :
        List.of("Secret web", "Secret web data.env_odd", "Secret web data.set_override", "shout")) {
      // What there is to explain differs, and nothing of it may be a secret.
      assertThat(run("plan", "--explain", what).err()).doesNotContain("this is a bug");
    }
    run("apply", "--auto-approve", "-o", "json").exited(0);
    String patch = "{\"stringData\": {\"env_plain\": \"" + secrets.get("live_edit") + "\"}}";
    stage.kubectl("-n", "leak", "patch", "secret", "web", "-p", patch);
    run("drift").exited(0);
    run("drift", "-o", "json").exited(0);
    run("plan").exited(0);
    run("apply", "--auto-approve").exited(0);
  }

  @Test
  @Order(5)
  void toolsFailAloud() {
    for (String mode : List.of("exec", "helm", "terraform")) {
      stage.replace("environments/default.yaml", "mode: well", "mode: " + mode);
      CommandResult failed = run("apply", "--auto-approve").exited(1);
      assertThat(failed.err()).as(mode).contains("(secret)");
      assertThat(run("apply", "--auto-approve", "-o", "json").exit()).isEqualTo(1);
      assertThat(github("apply", "--auto-approve").exit()).isEqualTo(1);
      stage.replace("environments/default.yaml", "mode: " + mode, "mode: well");
    }
  }

  @Test
  @Order(6)
  void serversQuoteWhatTheyWereSent() throws Exception {
    Path policy = Files.writeString(secrets.directory().resolve("policy.yaml"), POLICY);
    secrets.rotate("env_slavic");
    tellVariables();
    stage.kubectl("apply", "-f", policy.toString());
    CommandResult denied = run("apply", "--auto-approve");
    for (int i = 0; i < 50 && denied.exit() == 0; i++) {
      // The API server takes a moment to see a new policy.
      secrets.rotate("env_slavic");
      tellVariables();
      denied = run("apply", "--auto-approve");
    }
    assertThat(denied.exited(1).err()).contains("gossip", "no: (secret)");
    run("apply", "--auto-approve", "-o", "json").exited(1);
    github("apply", "--auto-approve").exited(1);
    stage.kubectl("delete", "-f", policy.toString());

    stage.replace("smoke.yaml", "Bearer.*", "no such words.*");
    run("apply", "--auto-approve").exited(1);
    run("apply", "--auto-approve", "-o", "json").exited(1);
    stage.replace("smoke.yaml", "no such words.*", "Bearer.*");
    stage.replace(
        "environments/default.yaml", "vault:secret/leak#plain", "vault:secret/none#plain");
    run("plan").exited(2);
    stage.replace(
        "environments/default.yaml", "vault:secret/none#plain", "vault:secret/leak#plain");
  }

  @Test
  @Order(7)
  void logsAreVerbose() throws Exception {
    record("plan -v", inAProcessOfItsOwn("plan", "-v")).exited(0);
    record("apply -v", inAProcessOfItsOwn("apply", "-v", "--auto-approve")).exited(0);
    stage.replace("environments/default.yaml", "mode: well", "mode: exec");
    record("failing -v", inAProcessOfItsOwn("apply", "-v", "--auto-approve")).exited(1);
    stage.replace("environments/default.yaml", "mode: exec", "mode: well");
  }

  @Test
  @Order(8)
  void rollbackGoesBack() {
    run("rollback", "--to", "1", "--auto-approve").exited(0);
    run("history").exited(0);
    run("status", "-o", "json").exited(0);
  }

  @Test
  @Order(9)
  void nothingIsFound() {
    LeakSearch search = new LeakSearch(secrets.all());
    printed.forEach(search::search);
    LeakSites sites = new LeakSites(stage, search);
    sites.files(path -> path.getFileName().toString().contains("tfstate"));
    sites.objects(
        "leak-deploy",
        object ->
            object.matches("Secret (leak|vendor)/.*")
                || object.matches("(Deployment|ReplicaSet|Pod) leak/web.*"));
    List<String> words = arguments.arguments();
    assertThat(words).anyMatch(word -> word.endsWith("terraform")).contains("--decrypt");
    words.forEach(word -> search.search("an argument", word));

    assertThat(search.found()).as("places where a secret leaked").isEmpty();
    assertThat(search.secrets()).isGreaterThanOrEqualTo(20);
    Figures.of(LeakHuntIT.class)
        .record(
            "secrets found outside of their places, in sites x secrets x encodings searched",
            "0 in %d x %d x %d".formatted(search.sites(), search.secrets(), search.encodings()));
  }

  private void tellVariables() {
    secrets
        .all()
        .forEach(
            (name, secret) -> {
              if (name.startsWith("env_") && !name.endsWith("_before")) {
                stage.environment().put(LeakProject.variable(name), secret);
              }
            });
  }

  /** The override on the command line is the user's own argument, and nobody else's. */
  private CommandResult run(String... words) {
    return runWith(Map.of(), words);
  }

  private CommandResult github(String... words) {
    Path summary = stage.directory().resolve("tmp/summary.md");
    return runWith(
        Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString()), words);
  }

  private CommandResult runWith(Map<String, String> more, String... words) {
    String name = String.join(" ", words) + " " + more.keySet();
    return record(name, stage.runWith(more, complete(words)));
  }

  private String[] complete(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    boolean reads =
        List.of("config", "render", "rbac", "doctor", "plan", "apply").contains(words[0]);
    if (reads) {
      all.addAll(List.of("--set", "s.set_override=" + secrets.get("set_override")));
    }
    if (!List.of("config", "render").contains(words[0])) {
      all.addAll(List.of("--context", stage.context()));
    }
    return all.toArray(new String[0]);
  }

  private CommandResult record(String name, CommandResult result) {
    String number = "run " + printed.size() + ": " + name;
    printed.put(number + ", standard output", result.out());
    printed.put(number + ", standard error", result.err());
    return result;
  }

  private CommandResult inAProcessOfItsOwn(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("io.deployctl.cli.Main");
    command.addAll(List.of(complete(words)));
    Path out = Files.createTempFile(secrets.directory(), "out", ".txt");
    Path err = Files.createTempFile(secrets.directory(), "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(stage.project().toFile());
    builder.environment().clear();
    builder.environment().putAll(stage.environment());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new CommandResult(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
