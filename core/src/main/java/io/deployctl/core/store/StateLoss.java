package io.deployctl.core.store;

import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.util.ArrayList;
import java.util.List;

/** What would be lost if one state took the place of another. */
public final class StateLoss {
  private static final int SHOWN = 10;

  private StateLoss() {}

  /**
   * Returns what only the stored state has, a line each; nothing where the other holds all of it.
   *
   * @param stored the state that would be gone
   * @param other the state in its place
   */
  public static List<String> between(StateImage stored, StateImage other) {
    List<String> lost = new ArrayList<>();
    if (!stored.identity().uuid().equals(other.identity().uuid())) {
      lost.add(
          "environment "
              + stored.identity().uuid()
              + ": another one than "
              + other.identity().uuid()
              + ", of the same name");
    }
    List<String> releases =
        stored.index().releases().stream()
            .filter(line -> isLost(line, other))
            .map(StateLoss::release)
            .toList();
    lost.addAll(releases);
    // A state that the other one came after has nothing of its own, whatever was pruned since.
    if (!lost.isEmpty() || isPending(stored)) {
      lost.addAll(objects(stored, other));
      stored
          .index()
          .hold()
          .filter(hold -> !other.index().hold().equals(stored.index().hold()))
          .ifPresent(hold -> lost.add("the hold that release " + hold.release() + " set"));
    }
    stored
        .missing()
        .forEach(line -> lost.add("it is damaged, and what can't be read is not known: " + line));
    return lost;
  }

  private static List<String> objects(StateImage stored, StateImage other) {
    List<String> all =
        stored.inventory().entries().values().stream()
            .filter(entry -> other.inventory().find(entry.id()).isEmpty())
            .map(InventoryEntry::id)
            .map(id -> "object " + id + ": nothing will know any more that it is owned")
            .toList();
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      shown.add((all.size() - SHOWN) + " more objects");
    }
    return shown;
  }

  private static boolean isPending(StateImage stored) {
    return stored
        .environment()
        .newest()
        .filter(line -> line.status() == ReleaseStatus.PENDING)
        .isPresent();
  }

  // An older release goes by itself when newer ones come; a pending one is brought to its end.
  private static boolean isLost(ReleaseSummary line, StateImage other) {
    Release same = other.releases().get(line.number());
    if (same == null) {
      int newest = other.environment().newest().map(ReleaseSummary::number).orElse(0);
      return line.number() > newest - EnvironmentIndex.KEPT;
    }
    return !same.run().equals(line.run())
        || (line.status() != same.status() && same.status() == ReleaseStatus.PENDING);
  }

  private static String release(ReleaseSummary line) {
    return "release "
        + line.number()
        + " ("
        + line.status().word()
        + "), made by "
        + line.actor()
        + " at "
        + line.startedAt();
  }
}
