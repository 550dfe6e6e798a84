package io.deployctl.providers.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.Unfinished;
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

/** Runs real scripts. */
class ExecProviderTest {
  private static final Request DEPLOY = new Request.Deploy();

  @TempDir Path directory;

  private Path project;
  private Path log;
  private TestScope scope;
  private ExecProvider provider;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectories(directory.resolve("project"));
    log = directory.resolve("log");
    script("topics.sh", "echo \"$* $DEPLOYCTL_PROJECT/$DEPLOYCTL_ENVIRONMENT\" >> " + log);
    write("sql/one.sql", "select 1");
    scope =
        new TestScope(project, directory.resolve("work"))
            .set("command", List.of("scripts/topics.sh", "create", "a b"))
            .set("inputs", List.of("sql/**.sql"));
    provider =
        new ExecProvider(
            new CommonsExecProcessRunner(Map.of("PATH", System.getenv("PATH"))), Optional.empty());
  }

  @Test
  void commandRunsOnceUntilItsInputsChange() throws IOException {
    Planned.Ready planned = ready(DEPLOY);
    Effect effect = planned.plan().effects().get(0);
    assertThat(effect.verb()).isEqualTo(Verb.RUN);
    assertThat(effect.address()).isEqualTo("command scripts/topics.sh create 'a b'");
    assertThat(effect.undo().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    released(execute(planned));
    assertThat(log).hasContent("create a b shop/production\n");
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();

    write("sql/deep/two.sql", "select 2");
    assertThat(changes(ready(DEPLOY))).containsExactly("inputs.sql/deep/two.sql");
    write("sql/one.sql", "select 11");
    assertThat(changes(ready(DEPLOY)))
        .containsExactly("inputs.sql/deep/two.sql", "inputs.sql/one.sql");
  }

  @Test
  void changedScriptCommandOrVariableCounts() throws IOException {
    scope.set("env", Map.of("MODE", "fast", "KEY", TestScope.secret("open-sesame")));
    released(execute(ready(DEPLOY)));
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();

    script("topics.sh", "true");
    scope.set("command", List.of("scripts/topics.sh", "create", "c"));
    scope.set("env", Map.of("MODE", "slow", "KEY", TestScope.secret("close-sesame")));

    assertThat(changes(ready(DEPLOY)))
        .containsExactly("command", "env.MODE", "env.KEY", "inputs.scripts/topics.sh");
    assertThat(ready(DEPLOY).toString()).doesNotContain("sesame");
  }

  @Test
  void secretReachesTheCommandAndNothingElse() throws IOException {
    script("topics.sh", "echo \"got $KEY\"; echo \"$KEY\" > " + log);
    scope.set("env", Map.of("KEY", TestScope.secret("open-sesame")));

    StepResult result = execute(ready(DEPLOY));

    assertThat(log).hasContent("open-sesame\n");
    assertThat(scope.progress()).containsExactly("got (secret)");
    assertThat(result.toString()).doesNotContain("sesame");
  }

  @Test
  void alwaysRunsAlways() {
    scope.set("when", "always");
    released(execute(ready(DEPLOY)));

    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);
  }

  @Test
  void commandThatARunWasCutOffInIsInDoubtAndNotRunAgain() {
    doubt(false);

    Planned planned = plan();

    Diagnostic problem = ((Planned.Refused) planned).diagnostics().get(0);
    assertThat(problem.code()).isEqualTo("in-doubt");
    assertThat(problem.summary())
        .isEqualTo("nobody knows whether `scripts/topics.sh create 'a b'` came to its end");
    assertThat(problem.hint().orElseThrow())
        .contains("`deployctl resume --done step`")
        .contains("`deployctl resume --again step`");
    assertThat(log).doesNotExist();
  }

  @Test
  void commandThatIsKnownToBeDoneIsNotRunAgain() {
    doubt(true);

    Planned.Ready planned = ready(DEPLOY);

    assertThat(planned.plan().effects()).isEmpty();
    released(execute(planned));
    assertThat(log).doesNotExist();
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
  }

  @Test
  void checkDecidesWhatIsInDoubt() throws IOException {
    script("check.sh", "test -e " + log);
    scope.set("check", List.of("scripts/check.sh"));
    doubt(false);

    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);
    Files.writeString(log, "done by the run that was cut off");
    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
  }

  @Test
  void repeatableCommandAndOneOfOtherContentAreSimplyRun() {
    scope.set("repeatable", true);
    doubt(false);
    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);

    scope.set("repeatable", false).set("command", List.of("scripts/topics.sh", "other"));
    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);
  }

  @Test
  void commandThatIsKnownToHaveFailedIsRunAgain() {
    scope.unfinished(ready(DEPLOY).plan().inputs(), Map.of(), Unfinished.End.FAILED);

    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);
  }

  @Test
  void wayBackIsGoneWhereALaterCommandMayHaveBeenAtWork() {
    StepResult first = execute(ready(DEPLOY));
    released(first);
    Request back = new Request.Restore(first.restoration().orElseThrow());
    assertThat(ready(back).plan().effects()).isEmpty();

    scope.unfinished(Digest.of("another"), Map.of(), false);

    assertThat(ready(back).plan().effects()).hasSize(1);
  }

  private void doubt(boolean done) {
    scope.unfinished(ready(DEPLOY).plan().inputs(), Map.of(), done);
  }

  private Planned plan() {
    try (Session session = provider.open(scope.build())) {
      return session.plan(DEPLOY);
    }
  }

  @Test
  void checkDecidesAndProves() throws IOException {
    script("check.sh", "test -e " + log);
    scope.set("check", List.of("scripts/check.sh"));
    Planned.Ready planned = ready(DEPLOY);
    assertThat(planned.plan().effects()).hasSize(1);
    try (Session session = provider.open(scope.build())) {
      assertThat(session.verify(planned.plan())).hasSize(1);
    }

    released(execute(planned));

    assertThat(ready(DEPLOY).plan().effects()).isEmpty();
    try (Session session = provider.open(scope.build())) {
      assertThat(session.verify(planned.plan())).isEmpty();
    }
    Files.delete(log);
    assertThat(ready(DEPLOY).plan().effects()).hasSize(1);
  }

  @Test
  void failureShowsTheLastWordsAndIsTriedAgain() throws IOException {
    script("topics.sh", "echo one; echo no such broker >&2; exit 4");

    StepResult result = execute(ready(DEPLOY));

    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    Diagnostic cause = result.diagnostics().get(0);
    assertThat(cause.summary())
        .isEqualTo("`scripts/topics.sh create 'a b'` failed with exit code 4");
    assertThat(cause.details()).contains("no such broker");
    assertThat(result.restoration()).isEmpty();
  }

  @Test
  void hangingCommandIsEnded() throws IOException {
    script("topics.sh", "sleep 100");
    scope.set("timeout", "300ms");

    assertThat(execute(ready(DEPLOY)).diagnostics().get(0).summary())
        .endsWith("did not end within 300ms, and was ended");
  }

  @Test
  void restorationRunsWhatWasRecordedWithoutTheProject() throws IOException {
    Restoration first = execute(ready(DEPLOY)).restoration().orElseThrow();
    write("sql/one.sql", "select 2");
    released(execute(ready(DEPLOY)));
    script("topics.sh", "echo the new script >> " + log);
    scope = without();
    scope.previous(Optional.of(last), "");

    Planned.Ready planned = ready(new Request.Restore(first));
    StepResult result = execute(planned);

    assertThat(changes(planned)).containsExactly("inputs.sql/one.sql");
    assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(Files.readString(log)).isEqualTo("create a b shop/production\n".repeat(3));
    assertThat(ready(new Request.Restore(last)).plan().effects()).isEmpty();
  }

  @Test
  void removalRunsTheUndoAndWithoutOneSaysThatItStays() throws IOException {
    assertThat(
            ready(new Request.Remove(execute(ready(DEPLOY)).restoration().orElseThrow())).notes())
        .extracting(Diagnostic::code)
        .containsExactly("exec-no-undo");
    scope.set("undo", List.of("scripts/topics.sh", "delete"));
    Planned.Ready planned = ready(DEPLOY);
    assertThat(planned.plan().effects().get(0).undo().reversibility())
        .isEqualTo(Reversibility.REVERSIBLE);
    Restoration restoration = execute(planned).restoration().orElseThrow();
    scope = without();

    Planned.Ready removal = ready(new Request.Remove(restoration));
    StepResult result = execute(removal);

    assertThat(removal.plan().effects().get(0).address())
        .isEqualTo("command scripts/topics.sh delete");
    assertThat(result.restoration()).isEmpty();
    assertThat(Files.readString(log)).endsWith("delete shop/production\n");
  }

  @Test
  void unknownArgumentDefersTheStep() {
    scope.set("command", List.of("scripts/topics.sh", TestScope.unknown("cloud", "brokers")));

    Planned.Ready planned = ready(DEPLOY);

    assertThat(planned.plan().isPlannedAgain()).isTrue();
    assertThat(planned.plan().effects().get(0).address())
        .isEqualTo("command scripts/topics.sh '[steps.cloud.outputs.brokers]'");
  }

  @Test
  void mistakesInSettingsAreRefused() throws IOException {
    Files.setPosixFilePermissions(
        project.resolve("scripts/topics.sh"), PosixFilePermissions.fromString("rw-------"));
    assertThat(refused().summary()).isEqualTo("`scripts/topics.sh` is not executable");
    scope.set("command", List.of("scripts/gone.sh"));
    assertThat(refused().summary())
        .isEqualTo("`command` names no readable file: `scripts/gone.sh`");
    scope.set("command", List.of("true")).set("inputs", List.of("sqll/*.sql"));
    assertThat(refused().summary()).isEqualTo("`inputs` names no file: `sqll/*.sql`");
    scope.unset("inputs").set("env", Map.of("a-b", "c"));
    assertThat(refused().summary()).isEqualTo("`a-b` can't be the name of an environment variable");
    scope.unset("env").set("command", List.of("echo", TestScope.secret("open-sesame")));
    assertThat(refused().summary()).contains("can't be a secret");
  }

  private Restoration last;

  private void released(StepResult result) {
    last = result.restoration().orElseThrow();
    scope.previous(result.restoration(), "");
  }

  /** Returns a scope without a project, as on somebody else's machine. */
  private TestScope without() throws IOException {
    return new TestScope(
        Files.createDirectories(directory.resolve("empty")), directory.resolve("work-elsewhere"));
  }

  private Planned.Ready ready(Request request) {
    Planned planned = plan(request);
    if (planned instanceof Planned.Refused refused) {
      throw new AssertionError(refused.diagnostics().toString());
    }
    return (Planned.Ready) planned;
  }

  private Diagnostic refused() {
    return ((Planned.Refused) plan(DEPLOY)).diagnostics().get(0);
  }

  private Planned plan(Request request) {
    try (Session session = provider.open(scope.build())) {
      return session.plan(request);
    }
  }

  private StepResult execute(Planned.Ready planned) {
    try (Session session = provider.open(scope.build())) {
      return session.execute(planned.plan(), new TestGate());
    }
  }

  private static List<String> changes(Planned.Ready planned) {
    return planned.plan().effects().get(0).changes().stream().map(FieldChange::path).toList();
  }

  private void script(String name, String body) throws IOException {
    write("scripts/" + name, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(
        project.resolve("scripts/" + name), PosixFilePermissions.fromString("rwx------"));
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
