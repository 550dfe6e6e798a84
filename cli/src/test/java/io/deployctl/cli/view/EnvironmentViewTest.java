package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.fixtures.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class EnvironmentViewTest {
  @Test
  void historyListsTheNewestReleaseFirst() {
    golden("history/some.txt", Screen.human(views -> views.history(Optional.of(stored()))));
  }

  @Test
  void historyBeforeTheFirstRunSaysSo() {
    golden("history/none.txt", Screen.human(views -> views.history(Optional.empty())));
  }

  @Test
  void programsGetTheHistoryInOneDocument() {
    golden("history/some.json", Screen.json(views -> views.history(Optional.of(stored()))));
  }

  @Test
  void savedStateIsSaidToBeSecret() {
    golden(
        "state/exported.txt",
        Screen.human(views -> views.state(StateReport.exported("ecap.state", image()))));
  }

  @Test
  void broughtBackStateSaysWhatIsNext() {
    golden(
        "state/imported.txt",
        Screen.human(
            views -> views.state(StateReport.imported("ecap.state", image(), "deployctl plan"))));
  }

  @Test
  void reconciledEmergencySaysWhatIsTrueNow() {
    golden(
        "state/reconciled.txt",
        Screen.human(views -> views.state(StateReport.reconciled(image(), "deployctl plan"))));
    golden(
        "state/discarded.txt",
        Screen.human(views -> views.state(StateReport.discarded(image(), "deployctl plan"))));
  }

  @Test
  void programsGetWhatIsInAState() {
    golden(
        "state/exported.json",
        Screen.json(views -> views.state(StateReport.exported("ecap.state", image()))));
  }

  private static StateImage image() {
    StoredEnvironment stored = stored();
    return new StateImage(
        new EnvironmentIndex(stored.identity(), stored.releases(), stored.hold(), Map.of()),
        Optional.empty(),
        stored.inventory(),
        new TreeMap<>(),
        Map.of(),
        List.of("release 2: its record is not there"));
  }

  @Test
  void statusTellsWhatRunsWhoIsAtItAndWhatIsHeldBack() {
    golden("status/some.txt", Screen.human(views -> views.status(status())));
  }

  @Test
  void verboseStatusListsEveryObject() {
    golden(
        "status/verbose.txt",
        Screen.human(Style.PLAIN, Verbosity.VERBOSE, views -> views.status(status())));
  }

  @Test
  void statusBeforeTheFirstRunSaysSo() {
    EnvironmentStatus nothing =
        new EnvironmentStatus(
            "ecap",
            "staging",
            Samples.rich().target(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    golden("status/none.txt", Screen.human(views -> views.status(nothing)));
  }

  @Test
  void programsGetTheStatusInOneDocument() {
    golden("status/some.json", Screen.json(views -> views.status(status())));
  }

  private static EnvironmentStatus status() {
    return new EnvironmentStatus(
        "ecap",
        "production",
        Samples.rich().target(),
        Optional.of(stored()),
        Optional.of(SampleRuns.release(ReleaseStatus.FAILED, false)),
        Optional.of(
            new LeaseHolder(
                new RunId("20260304-110000-aaaa"),
                "kim@ci",
                "apply",
                "0123456",
                Optional.of("https://ci.example.com/jobs/10"),
                Samples.NOW)));
  }

  private static StoredEnvironment stored() {
    return new StoredEnvironment(
        new EnvironmentIdentity("ecap", "production", "0b9d3c4e-1111-4222-8333-444455556666"),
        List.of(
            summary(6, ReleaseStatus.SUPERSEDED, Optional.empty(), true),
            summary(7, ReleaseStatus.DEPLOYED, Optional.of(5), true),
            summary(8, ReleaseStatus.FAILED, Optional.empty(), false)),
        Inventory.EMPTY.with(List.of(entry("redis", "StatefulSet"), entry("api", "Deployment"))),
        Optional.of(new Hold(Digest.of("bad"), 6, "dana@laptop")));
  }

  private static ReleaseSummary summary(
      int number, ReleaseStatus status, Optional<Integer> rollbackOf, boolean verified) {
    return new ReleaseSummary(
        number,
        new RunId("run-" + number),
        status,
        rollbackOf.isPresent() ? PlanMode.ROLLBACK : PlanMode.DEPLOY,
        rollbackOf,
        "dana@laptop",
        number == 6 ? "" : "0123456789abcdef0123456789abcdef01234567",
        Samples.NOW.plusSeconds(number),
        verified);
  }

  private static InventoryEntry entry(String name, String kind) {
    return new InventoryEntry(
        new ResourceId("apps", kind, "ecap", name),
        "apps/v1",
        new StepId(name),
        Optional.of("uid-" + name),
        Optional.empty(),
        Optional.empty());
  }

  private static void golden(String name, String actual) {
    GoldenFile.of("view/" + name).matches(actual);
  }
}
