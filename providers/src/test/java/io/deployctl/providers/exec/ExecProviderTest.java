package io.deployctl.providers.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.input.TestScope;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecProviderTest {
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  @TempDir private Path directory;
  private Path project;
  private Path made;
  private TestScope scope;

  @BeforeEach
  void writeScript() throws IOException {
    project = Files.createDirectories(directory.resolve("project/scripts")).getParent();
    made = directory.resolve("made.txt");
    script(
        "#!/bin/sh\ncase $1 in\n  make) echo \"$WHAT $TOKEN\" > \"$MADE\" ;;\n"
            + "  check) test -e \"$MADE\" ;;\n  remove) rm \"$MADE\" ;;\n"
            + "  *) echo \"no $1 with $TOKEN\"; exit 3 ;;\nesac\n");
    scope =
        new TestScope(project, directory.resolve("work"))
            .set("command", List.of("scripts/tool.sh", "make"))
            .set("env", Map.of("WHAT", "one", "MADE", made.toString()));
  }

  @Test
  void runsOnceAndAgainOnlyWhenAnInputChanges() throws IOException {
    StepResult first = deploy();
    assertThat(Files.readString(made)).startsWith("one");
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).isEmpty();

    scope.set("env", Map.of("WHAT", "two", "MADE", made.toString()));
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).hasSize(1);
  }

  @Test
  void aChangedScriptIsAChangedInput() throws IOException {
    StepResult first = deploy();
    script("#!/bin/sh\ntrue\n");
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).hasSize(1);
  }

  @Test
  void runsEachTimeWhereAskedTo() {
    scope.set("when", "always");
    StepResult first = deploy();
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).hasSize(1);
  }

  @Test
  void aCheckThatFailsMakesItDueAgain() throws IOException {
    scope.set("check", List.of("scripts/tool.sh", "check"));
    StepResult first = deploy();
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).isEmpty();
    Files.delete(made);
    assertThat(plan(new Request.Deploy(), first.restoration()).effects()).hasSize(1);
    assertThat(plan(restore(first), first.restoration()).effects()).hasSize(1);
  }

  @Test
  void whatHasNoUndoIsOneWay() {
    Effect run = plan(new Request.Deploy(), Optional.empty()).effects().get(0);
    assertThat(run.undo().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    assertThat(run.repeatable()).isFalse();

    scope.set("undo", List.of("scripts/tool.sh", "remove"));
    Effect reversible = plan(new Request.Deploy(), Optional.empty()).effects().get(0);
    assertThat(reversible.undo().reversibility()).isEqualTo(Reversibility.REVERSIBLE);
  }

  @Test
  void anEarlierReleaseIsRunAgainWithoutTheCheckout() throws IOException {
    StepResult first = deploy();
    scope.set("env", Map.of("WHAT", "two", "MADE", made.toString()));
    StepResult second = deploy();
    assertThat(Files.readString(made)).startsWith("two");
    Files.delete(project.resolve("scripts/tool.sh"));

    execute(restore(first), second.restoration());
    assertThat(Files.readString(made)).startsWith("one");
  }

  @Test
  void removingRunsTheUndoThatWasRecorded() throws IOException {
    scope.set("undo", List.of("scripts/tool.sh", "remove"));
    StepResult first = deploy();
    Files.delete(project.resolve("scripts/tool.sh"));
    StepResult removed =
        execute(new Request.Remove(first.restoration().orElseThrow()), first.restoration());
    assertThat(removed.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(removed.restoration()).isEmpty();
    assertThat(made).doesNotExist();
  }

  @Test
  void aFailureTellsTheLastLinesWithoutTheSecret() {
    scope
        .set("command", List.of("scripts/tool.sh", "break"))
        .set("env", Map.of("TOKEN", TestScope.secret("very-secret-token")));
    StepResult failed = execute(new Request.Deploy(), Optional.empty());
    assertThat(failed.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(failed.diagnostics()).hasSize(1);
    assertThat(failed.diagnostics().get(0).details()).anyMatch(line -> line.contains("no break"));
    assertThat(failed.diagnostics().toString()).doesNotContain("very-secret-token");
  }

  @Test
  void aMissingProgramIsNamed() {
    scope.set("command", List.of("no-such-program-anywhere"));
    StepResult failed = execute(new Request.Deploy(), Optional.empty());
    assertThat(failed.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(failed.diagnostics().toString()).contains("no-such-program-anywhere");
  }

  @Test
  void aVariableThatIsNotKnownYetIsWaitedFor() {
    scope.set("env", Map.of("WHAT", TestScope.unknown("cloud", "name")));
    StepPlan plan = plan(new Request.Deploy(), Optional.empty());
    assertThat(plan.isPlannedAgain()).isTrue();
    assertThat(plan.effects().get(0).waitsOn()).hasSize(1);
  }

  @Test
  void aMissingInputIsRefused() {
    scope.set("inputs", List.of("scripts/absent.tsv"));
    Planned planned = session(Optional.empty()).plan(new Request.Deploy());
    assertThat(planned).isInstanceOf(Planned.Refused.class);
    assertThat(planned.toString()).contains("scripts/absent.tsv");
  }

  @Test
  void nothingIsDoneOnceTheGateIsShut() {
    Session session = session(Optional.empty());
    StepPlan plan = ((Planned.Ready) session.plan(new Request.Deploy())).plan();
    StepResult stopped = session.execute(plan, new TestGate().shut());
    assertThat(stopped.end()).isEqualTo(StepResult.End.CANCELLED);
    assertThat(made).doesNotExist();
  }

  private StepResult deploy() {
    StepResult result = execute(new Request.Deploy(), Optional.empty());
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    return result;
  }

  private StepResult execute(Request request, Optional<Restoration> previous) {
    try (Session session = session(previous)) {
      StepPlan plan = ((Planned.Ready) session.plan(request)).plan();
      return session.execute(plan, new TestGate());
    }
  }

  private StepPlan plan(Request request, Optional<Restoration> previous) {
    try (Session session = session(previous)) {
      return ((Planned.Ready) session.plan(request)).plan();
    }
  }

  private Session session(Optional<Restoration> previous) {
    scope.previous(previous, "");
    return new ExecProvider(new CommonsExecProcessRunner(Map.of("PATH", PATH)), Optional::empty)
        .open(scope.build());
  }

  private static Request restore(StepResult result) {
    return new Request.Restore(result.restoration().orElseThrow());
  }

  private void script(String text) throws IOException {
    Path script = project.resolve("scripts/tool.sh");
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
