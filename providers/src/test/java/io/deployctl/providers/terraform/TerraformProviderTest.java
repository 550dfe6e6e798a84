package io.deployctl.providers.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.input.TestScope;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.process.ToolLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real tool on roots of built-in resources. */
class TerraformProviderTest {
  private static final String ROOT =
      """
      variable "region" {
        type = string
      }
      variable "password" {
        type    = string
        default = ""
      }
      resource "terraform_data" "db" {
        input            = { region = var.region, password = var.password }
        triggers_replace = [var.region]
      }
      output "endpoint" {
        value = "${var.region}.db.example.com"
      }
      output "id" {
        value = terraform_data.db.id
      }
      output "url" {
        value     = "postgres://app:${var.password}@${var.region}"
        sensitive = true
      }
      """;

  @TempDir Path directory;

  private Path project;
  private TestScope scope;
  private TerraformProvider provider;

  @BeforeEach
  void makeProject() throws IOException {
    String path = System.getenv("PATH");
    assumeTrue(
        Stream.of(path.split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "terraform"))),
        "terraform is not on the PATH");
    project = Files.createDirectories(directory.resolve("project"));
    Files.createDirectories(project.resolve("infra"));
    write("infra/main.tf", ROOT);
    scope = new TestScope(project, directory.resolve("work")).set("root", "infra").step("cloud");
    scope.set("vars", Map.of("region", "eu-1"));
    Map<String, String> environment =
        Map.of("PATH", path, "HOME", directory.toString(), "TF_LOG", "TRACE", "TF_CLI_ARGS", "-x");
    CommonsExecProcessRunner runner = new CommonsExecProcessRunner(environment);
    ToolLocator tools =
        new ToolLocator(
            runner, environment, Optional.empty(), Map::of, scope.redactor(), scope.cancellation());
    provider =
        new TerraformProvider(
            runner, tools, directory.resolve("cache"), directory.resolve("left"), Optional.empty());
  }

  @Test
  void everyResourceIsShownBeforeItIsMade() {
    Planned.Ready planned = ready(new Request.Deploy());

    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.verb()).isEqualTo(Verb.CREATE);
    assertThat(effect.address()).isEqualTo("root infra");
    assertThat(effect.undo().reversibility()).isEqualTo(Reversibility.REVERSIBLE);
    assertThat(effect.notes()).containsExactly("1 to add, 0 to change, 0 to destroy");
    assertThat(shown(effect))
        .contains(
            "terraform_data.db: (absent) -> created",
            "terraform_data.db.id: (absent) -> (known after apply)",
            "terraform_data.db.input.region: (absent) -> eu-1",
            "output.endpoint: (absent) -> eu-1.db.example.com",
            "output.url: (absent) -> (secret)");
    assertThat(planned.plan().outputs())
        .isEqualTo(Map.of("endpoint", false, "id", false, "url", true));
    assertThat(planned.knownOutputs().keySet()).containsExactlyInAnyOrder("endpoint", "url");
    assertThat(planned.identity()).matches("terraform:[0-9a-f]{12}/default/infra");
    assertThat(project.resolve("infra/terraform.tfstate")).doesNotExist();
    assertThat(project.resolve("infra/.terraform")).doesNotExist();
  }

  @Test
  void appliedRootHasNothingLeftToDo() {
    StepResult result = apply();

    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(text(result.outputs().get("endpoint"))).isEqualTo("eu-1.db.example.com");
    assertThat(result.outputs().get("url")).isInstanceOf(Value.Secret.class);
    Planned.Ready again = ready(new Request.Deploy());
    assertThat(again.plan().effects()).isEmpty();
    assertThat(again.knownOutputs().keySet()).containsExactlyInAnyOrder("endpoint", "id", "url");
    assertThat(again.notes()).isEmpty();
    assertThat(scope.progress()).anyMatch(line -> line.startsWith("terraform_data.db: Creation"));
    StepResult unchanged = execute(again, new TestGate());
    assertThat(unchanged.outputs().keySet()).contains("id");
  }

  @Test
  void exactlyTheReviewedPlanIsApplied() throws IOException {
    Planned.Ready planned = ready(new Request.Deploy());
    write("infra/main.tf", ROOT.replace("db.example.com", "elsewhere.example.com"));

    StepResult result = execute(planned, new TestGate());

    assertThat(text(result.outputs().get("endpoint"))).isEqualTo("eu-1.db.example.com");
  }

  @Test
  void stalePlanIsNotApplied() {
    Planned.Ready planned = ready(new Request.Deploy());
    apply();

    StepResult result = execute(planned, new TestGate());

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics())
        .singleElement()
        .extracting(Diagnostic::code)
        .isEqualTo("terraform-stale");
  }

  @Test
  void replacementNamesWhatIsLostAndWhy() {
    apply();
    scope.set("vars", Map.of("region", "eu-2"));

    Effect effect = ready(new Request.Deploy()).plan().effects().get(0);

    assertThat(effect.verb()).isEqualTo(Verb.UPDATE);
    assertThat(effect.undo().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    assertThat(effect.undo().loss()).contains("Terraform destroys terraform_data.db");
    assertThat(shown(effect))
        .contains(
            "terraform_data.db: exists -> replaced, because of triggers_replace",
            "terraform_data.db.triggers_replace[0]: eu-1 -> eu-2",
            "terraform_data.db.input.region: eu-1 -> eu-2");
  }

  @Test
  void secretShowsNowhereEvenWhereTerraformDoesNotCallItSensitive() throws IOException {
    write("infra/main.tf", ROOT.replace("sensitive = true", ""));
    scope.set(
        "vars", Map.of("region", "eu-1", "password", TestScope.secret("correct-horse-battery")));

    Planned.Ready planned = ready(new Request.Deploy());
    StepResult result = execute(planned, new TestGate());

    assertThat(planned.toString()).doesNotContain("correct-horse");
    assertThat(result.toString()).doesNotContain("correct-horse");
    assertThat(result.outputs().get("url"))
        .isInstanceOfSatisfying(
            Value.Secret.class,
            secret ->
                assertThat(secret.text())
                    .isEqualTo(new SecretText("postgres://app:correct-horse-battery@eu-1")));
    assertThat(scope.progress()).noneMatch(line -> line.contains("correct-horse"));
    assertThat(planned.plan().payload().values())
        .filteredOn(TerraformProviderTest::holdsSecret)
        .isNotEmpty()
        .allMatch(content -> content.placement() instanceof Placement.Sealed);
  }

  @Test
  void unknownVariableDefersTheStepWithItsOutputs() {
    scope.set("vars", Map.of("region", TestScope.unknown("network", "region")));

    Planned.Ready planned = ready(new Request.Deploy());

    assertThat(planned.plan().waitsOn())
        .containsExactly(new StepOutputRef(new StepId("network"), "region"));
    assertThat(planned.plan().deferred())
        .contains("its settings wait for steps.network.outputs.region");
    assertThat(planned.plan().outputs()).containsOnlyKeys("endpoint", "id", "url");
  }

  @Test
  void workspaceIsMadeAndKeepsItsOwnState() {
    apply();
    scope.set("workspace", "staging").step("other");

    Planned.Ready planned = ready(new Request.Deploy());

    assertThat(planned.plan().effects().get(0).address())
        .isEqualTo("root infra (workspace staging)");
    assertThat(planned.plan().effects().get(0).verb()).isEqualTo(Verb.CREATE);
    assertThat(planned.notes()).extracting(Diagnostic::code).containsExactly("terraform-workspace");
    assertThat(ready(new Request.Deploy()).notes()).isEmpty();
  }

  @Test
  void backendIsConfiguredAndItsMoveIsSaid() throws IOException {
    write("infra/backend.tf", "terraform {\n  backend \"local\" {}\n}\n");
    scope.set("backendConfig", Map.of("path", directory.resolve("one.tfstate").toString()));
    StepResult result = apply();
    assertThat(directory.resolve("one.tfstate")).exists();

    String identity = ready(new Request.Deploy()).identity();
    scope.previous(result.restoration(), identity);
    assertThat(ready(new Request.Deploy()).notes()).isEmpty();
    scope.set("backendConfig", Map.of("path", directory.resolve("two.tfstate").toString()));

    assertThat(ready(new Request.Deploy()).notes())
        .extracting(Diagnostic::code)
        .containsExactly("terraform-moved");
  }

  @Test
  void mistakeInTheRootIsReportedAtItsPlace() throws IOException {
    write("infra/net.tf", "resource \"terraform_data\" \"net\" {\n  input = var.regin\n}\n");

    Diagnostic problem = refused(new Request.Deploy()).get(0);

    assertThat(problem.summary()).isEqualTo("Reference to undeclared input variable");
    assertThat(problem.position()).contains(new SourcePosition("infra/net.tf", 2, 11));
  }

  @Test
  void syntaxErrorThatStopsInitIsReportedAtItsPlace() throws IOException {
    write("infra/net.tf", "\nresource \"terraform_data\" {\n");

    assertThat(refused(new Request.Deploy()))
        .anySatisfy(
            problem ->
                assertThat(problem.position())
                    .map(SourcePosition::toString)
                    .contains("infra/net.tf:2"));
  }

  @Test
  void mistypedVariableIsRefusedWithTheNearestName() {
    scope.set("vars", Map.of("region", "eu-1", "pasword", "x"));

    Diagnostic problem = refused(new Request.Deploy()).get(0);

    assertThat(problem.summary()).isEqualTo("root `infra` declares no variable `pasword`");
    assertThat(problem.hint()).contains("did you mean `password`?");
  }

  @Test
  void missingVariableIsRefused() {
    scope.unset("vars");

    assertThat(refused(new Request.Deploy()).get(0).summary())
        .isEqualTo("No value for required variable");
  }

  @Test
  void variableFileIsReadAndOverriddenByVars() throws IOException {
    write("prod.tfvars", "region = \"from-file\"\npassword = \"file\"\n");
    scope.set("varFiles", List.of("prod.tfvars"));

    assertThat(shown(ready(new Request.Deploy()).plan().effects().get(0)))
        .contains("output.endpoint: (absent) -> eu-1.db.example.com")
        .contains("terraform_data.db.input.password: (absent) -> file");
  }

  @Test
  void lockThatSomebodyHoldsIsExplained() throws Exception {
    scope.set("lockTimeout", "0s");
    apply();
    Path started = directory.resolve("started");
    Path end = directory.resolve("end");
    write(
        "infra/slow.tf",
        """
        resource "terraform_data" "slow" {
          provisioner "local-exec" {
            command = "touch %s; while [ ! -e %s ]; do sleep 0.1; done"
          }
        }
        """
            .formatted(started, end));
    Planned.Ready slow = ready(new Request.Deploy());
    Thread other = new Thread(() -> execute(slow, new TestGate()));
    other.start();
    while (!Files.exists(started) && other.isAlive()) {
      Thread.sleep(20);
    }

    Diagnostic problem = refused(new Request.Deploy()).get(0);
    Files.createFile(end);
    other.join();

    assertThat(problem.code()).isEqualTo("terraform-lock");
    assertThat(problem.details())
        .anyMatch(line -> line.matches("ID: [0-9a-f-]{36}"))
        .anyMatch(line -> line.startsWith("Who: "))
        .anyMatch(line -> line.startsWith("Created: 20"));
    assertThat(problem.hint().orElseThrow())
        .matches(
            "wait for the other run to end; if it is dead, run `TF_DATA_DIR='\\S+' terraform"
                + " -chdir='\\S+/infra' force-unlock [0-9a-f-]{36}`, then this command again");
  }

  @Test
  void stateThatCouldNotBeStoredIsKeptAndNothingIsPlannedBeforeItIs() throws Exception {
    try (StateServer server = StateServer.start()) {
      write("infra/backend.tf", server.backend());
      Planned.Ready planned = ready(new Request.Deploy());
      server.refuseWrites(true);

      StepResult failed = execute(planned, new TestGate());

      Diagnostic left = failed.diagnostics().get(failed.diagnostics().size() - 1);
      assertThat(left.code()).isEqualTo("terraform-state-left");
      Path kept = onlyFile(directory.resolve("left"));
      assertThat(left.hint().orElseThrow())
          .contains("`deployctl plan` in a checkout of the project names the command");
      assertThat(Files.getPosixFilePermissions(kept))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readString(kept)).contains("terraform_data");
      assertThat(project.resolve("infra/errored.tfstate")).doesNotExist();
      server.refuseWrites(false);
      assertThat(refused(new Request.Deploy()).get(0).hint().orElseThrow())
          .matches(
              "run `TF_DATA_DIR='\\S+' terraform -chdir='\\S+/infra' state push '"
                  + kept
                  + "'`, delete the file, .*");

      server.store(Files.readAllBytes(kept));
      Files.delete(kept);

      assertThat(ready(new Request.Deploy()).plan().effects()).isEmpty();
    }
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.reduce((one, other) -> null).orElseThrow();
    }
  }

  @Test
  void failureHalfWayIsToldAndLeavesTheWayBack() throws IOException {
    write(
        "infra/bad.tf",
        """
        resource "terraform_data" "bad" {
          depends_on = [terraform_data.db]
          provisioner "local-exec" {
            command = "echo broken pipe of water >&2; exit 7"
          }
        }
        """);

    StepResult result = apply();

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics().get(0).summary()).isEqualTo("local-exec provisioner error");
    assertThat(result.diagnostics().get(0).position())
        .map(SourcePosition::file)
        .contains("infra/bad.tf");
    assertThat(String.join("\n", result.diagnostics().get(0).details()))
        .contains("exit status 7")
        .contains("broken pipe of water");
    Planned.Ready removal = ready(new Request.Remove(result.restoration().orElseThrow()));
    assertThat(removal.plan().effects().get(0).undo().loss().orElseThrow())
        .contains("terraform_data.bad, terraform_data.db");
  }

  @Test
  void removalDestroysFromWhatTheReleaseKeeps() throws IOException {
    write("modules/note/main.tf", "resource \"terraform_data\" \"note\" {}\n");
    write("infra/net.tf", "module \"note\" {\n  source = \"../modules/note\"\n}\n");
    write("infra/backend.tf", "terraform {\n  backend \"local\" {}\n}\n");
    scope.set("backendConfig", Map.of("path", directory.resolve("one.tfstate").toString()));
    Restoration restoration = apply().restoration().orElseThrow();
    deleteProject();
    scope.unset("root").unset("vars").unset("backendConfig");

    Planned.Ready planned = ready(new Request.Remove(restoration));
    TestGate gate = new TestGate();
    StepResult result = execute(planned, gate);

    assertThat(shown(planned.plan().effects().get(0)))
        .containsExactly(
            "terraform_data.db: exists -> (absent)",
            "module.note.terraform_data.note: exists -> (absent)");
    assertThat(gate.acts()).containsExactly("delete root infra");
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(result.restoration()).isEmpty();
    assertThat(ready(new Request.Remove(restoration)).plan().effects()).isEmpty();
  }

  @Test
  void stateInTheProjectCanOnlyBeRemovedThere() throws IOException {
    Restoration restoration = apply().restoration().orElseThrow();
    deleteProject();

    Diagnostic problem = refused(new Request.Remove(restoration)).get(0);

    assertThat(problem.code()).isEqualTo("terraform-state-elsewhere");
  }

  @Test
  void restorationLeavesInfrastructureAlone() {
    Restoration restoration = apply().restoration().orElseThrow();
    scope.set("vars", Map.of("region", "eu-2"));
    execute(ready(new Request.Deploy()), new TestGate());

    Planned.Ready planned = ready(new Request.Restore(restoration));

    assertThat(planned.plan().effects()).isEmpty();
    assertThat(planned.notes()).extracting(Diagnostic::code).containsExactly("terraform-left");
    assertThat(execute(planned, new TestGate().shut()).restoration()).contains(restoration);
  }

  @Test
  void verificationSeesWhatIsStillToDo() throws IOException {
    Planned.Ready planned = ready(new Request.Deploy());
    try (Session session = provider.open(scope.build())) {
      session.execute(planned.plan(), new TestGate());
      assertThat(session.verify(planned.plan())).isEmpty();
    }
    Files.delete(project.resolve("infra/terraform.tfstate"));
    try (Session session = provider.open(scope.build())) {
      assertThat(session.verify(planned.plan())).extracting(Effect::verb).contains(Verb.CREATE);
    }
  }

  @Test
  void shutGateChangesNothing() {
    StepResult result = execute(ready(new Request.Deploy()), new TestGate().shut());

    assertThat(result.end()).isEqualTo(StepResult.End.CANCELLED);
    assertThat(project.resolve("infra/terraform.tfstate")).doesNotExist();
  }

  @Test
  void rootOutsideTheProjectIsRefused() {
    scope.set("root", "../elsewhere");

    assertThat(refused(new Request.Deploy()).get(0).summary())
        .isEqualTo("`root` must lie inside the project's directory: `../elsewhere`");
  }

  @Test
  void missingBinaryIsRefusedWithAdvice() {
    scope.set("binary", "bin/terraform");

    Diagnostic problem = refused(new Request.Deploy()).get(0);

    assertThat(problem.code()).isEqualTo("missing-tool");
    assertThat(problem.details()).containsExactly("`bin/terraform` does not exist");
  }

  private StepResult apply() {
    return execute(ready(new Request.Deploy()), new TestGate());
  }

  private Planned.Ready ready(Request request) {
    Planned planned = plan(request);
    if (planned instanceof Planned.Refused refused) {
      throw new AssertionError(refused.diagnostics().toString());
    }
    return (Planned.Ready) planned;
  }

  private List<Diagnostic> refused(Request request) {
    return ((Planned.Refused) plan(request)).diagnostics();
  }

  private Planned plan(Request request) {
    try (Session session = provider.open(scope.build())) {
      return session.plan(request);
    }
  }

  private StepResult execute(Planned.Ready planned, TestGate gate) {
    try (Session session = provider.open(scope.build())) {
      return session.execute(planned.plan(), gate);
    }
  }

  private static List<String> shown(Effect effect) {
    return effect.changes().stream().map(TerraformProviderTest::shown).toList();
  }

  private static String shown(FieldChange change) {
    return change.path()
        + ": "
        + PlanLeaves.text(change.before())
        + " -> "
        + PlanLeaves.text(change.after());
  }

  private static String text(Value value) {
    return ((Value.Scalar) value).text();
  }

  private static boolean holdsSecret(Content content) {
    return new String(content.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1)
        .contains("correct-horse");
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void deleteProject() throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!file.equals(project)) {
          Files.delete(file);
        }
      }
    }
  }
}
