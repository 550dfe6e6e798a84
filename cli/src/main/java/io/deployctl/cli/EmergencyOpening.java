package io.deployctl.cli;

import io.deployctl.cli.command.Emergency;
import io.deployctl.cli.command.Workspace;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Salvage;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Leases;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StoreCondition;
import io.deployctl.core.store.StoredEnvironment;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether an environment's own state and lease really can't be used, and makes a record
 * of it on this machine that can.
 */
final class EmergencyOpening {
  private final OpenWorkspace normal;
  private final LocalRecords records;
  private final Emergency emergency;
  private final Optional<StateFile> given;

  /**
   * Makes one.
   *
   * @param normal the environment with its own store
   * @param given the exported state that the user gave
   */
  EmergencyOpening(
      OpenWorkspace normal, LocalRecords records, Emergency emergency, Optional<StateFile> given) {
    this.normal = normal;
    this.records = records;
    this.emergency = emergency;
    this.given = given;
  }

  /**
   * What to run with.
   *
   * @param store the record, with a lease of this machine only
   * @param warning what everybody should know
   */
  record Opened(EnvironmentStore store, Diagnostic warning) {
    /** Returns what an environment was opened with in an emergency. */
    static Opened of(Workspace emergency) {
      return new Opened(emergency.store(), emergency.remarks().get(0));
    }
  }

  /** Makes the record, or takes the one that an earlier emergency left. */
  Opened open() {
    StoreCondition condition = normal.store().examine();
    boolean unreconciled = records.unreconciled().isPresent();
    condition.atWork().ifPresent(EmergencyOpening::refuseBesides);
    Optional<Source> source = unreconciled ? Optional.empty() : source(condition);
    if (condition.isSound() && !isGone(condition, source, unreconciled)) {
      throw notNeeded(unreconciled);
    }
    if (unreconciled && given.isPresent()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "emergency-record-there",
                  "this machine has a record of an emergency that `--from` would replace")
              .hint("leave out `--from` to go on from it, or `deployctl state reconcile` it"));
    }
    DirectoryEnvironmentStore store = records.emergencyStore();
    if (unreconciled) {
      records.note().map(note -> note.because(emergency.reason())).ifPresent(records::begin);
    } else {
      begin(store, source.orElseThrow(EmergencyOpening::noRecord), condition);
    }
    return new Opened(store, warning(condition, store.read().orElseThrow()));
  }

  /** A state that is not there at all is in order before the first run only. */
  private boolean isGone(StoreCondition condition, Optional<Source> source, boolean unreconciled) {
    return condition.image().isEmpty() && (unreconciled || source.isPresent());
  }

  /** Where the record is made from: what was given, what can be read still, what was kept. */
  private Optional<Source> source(StoreCondition condition) {
    if (given.isPresent()) {
      return given.map(file -> new Source(file.image(), "the file of `--from`, " + when(file)));
    }
    Optional<Source> own =
        condition
            .image()
            .filter(StateImage::isWhole)
            .map(image -> new Source(image, "the environment's own state, which can be read"));
    return own.or(
        () ->
            records
                .copy(normal.target())
                .map(file -> new Source(file.image(), "this machine's copy, " + when(file))));
  }

  private void begin(DirectoryEnvironmentStore store, Source source, StoreCondition condition) {
    requireSameEnvironment(source.image().identity(), condition);
    records.endEmergency();
    LeaseHolder holder = normal.holder("emergency");
    try (Lease lease = store.acquire(holder, Duration.ZERO)) {
      store.replace(Salvage.of(source.image()), lease);
    }
    records.begin(
        new EmergencyNote(
            normal.target(),
            holder.actor(),
            holder.since(),
            emergency.reason(),
            source.words(),
            EmergencyNote.newestRun(source.image().environment())));
  }

  private void requireSameEnvironment(EnvironmentIdentity of, StoreCondition condition) {
    EnvironmentIdentity here =
        condition
            .image()
            .map(StateImage::identity)
            .orElseGet(
                () -> new EnvironmentIdentity(normal.project(), normal.environment(), of.uuid()));
    if (!of.equals(here)) {
      throw DeployctlException.invalid(
          Diagnostic.error("state-of-another", "the record is of another environment")
              .detail("the record: " + words(of))
              .detail("here: " + words(here))
              .hint("give the state that was exported from this environment"));
    }
  }

  private static String words(EnvironmentIdentity identity) {
    return "`%s` of project `%s`, %s"
        .formatted(identity.environment(), identity.project(), identity.uuid());
  }

  private Diagnostic warning(StoreCondition condition, StoredEnvironment now) {
    EmergencyNote note = records.note().orElseThrow();
    Diagnostic warning =
        Diagnostic.warning(
            "emergency",
            "this runs without the environment's lease, and is recorded on this machine only");
    for (Diagnostic trouble : condition.troubles()) {
      warning = warning.detail("because: " + trouble.summary());
    }
    if (condition.isSound()) {
      warning = warning.detail("because: the environment's state is gone");
    }
    warning = warning.detail("from: " + note.source());
    Optional<ReleaseSummary> newest = now.newest();
    if (newest.isPresent()) {
      warning =
          warning.detail(
              "newest release there: %d (%s), by %s at %s"
                  .formatted(
                      newest.get().number(),
                      newest.get().status().word(),
                      newest.get().actor(),
                      newest.get().startedAt()));
    }
    Optional<ReleaseSummary> own =
        condition.image().map(StateImage::environment).flatMap(StoredEnvironment::newest);
    if (own.isPresent() && newest.map(line -> line.number() < own.get().number()).orElse(true)) {
      warning =
          warning.detail(
              "not in it: what others did up to release %d, by %s at %s"
                  .formatted(own.get().number(), own.get().actor(), own.get().startedAt()));
    }
    return warning
        .detail("reason: " + note.reason())
        .hint(
            "make sure that nobody else changes the environment meanwhile; once its state can be"
                + " used again, run `deployctl state reconcile`");
  }

  private static void refuseBesides(LeaseHolder holder) {
    throw new DeployctlException(
        ExitStatus.LOCKED,
        Leases.taken(Optional.of(holder))
            .detail("its heart beats: it is alive, and an emergency is no way around it")
            .hint(
                "wait for it to end, or take the lease away: `deployctl lock steal --reason TEXT`"));
  }

  private static DeployctlException notNeeded(boolean unreconciled) {
    Diagnostic refused =
        Diagnostic.error(
            "no-emergency", "the environment's state and lease can be used: this is no emergency");
    return DeployctlException.invalid(
        unreconciled
            ? refused.hint(
                "run `deployctl state reconcile`, then the command without `--emergency`")
            : refused.hint("run the command without `--emergency`"));
  }

  private static DeployctlException noRecord() {
    return DeployctlException.failed(
        Diagnostic.error(
                "no-emergency-record", "this machine has no record of the environment to work from")
            .detail("a copy is kept by each run, where it ran")
            .hint(
                "give an exported state with `--from FILE`; `deployctl state export --what-is-left`"
                    + " makes one of what can be read still"));
  }

  private static String when(StateFile file) {
    return "of " + file.head().exportedAt() + " by " + file.head().exportedBy();
  }

  private record Source(StateImage image, String words) {}
}
