package io.deployctl.core.store;

import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
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
    stored.index().releases().stream()
        .filter(line -> !other.index().releases().contains(line))
        .filter(line -> isLost(line, stored, other))
        .forEach(line -> lost.add(release(line)));
    List<String> objects =
        stored.inventory().entries().values().stream()
            .filter(entry -> other.inventory().find(entry.id()).isEmpty())
            .map(InventoryEntry::id)
            .map(id -> "object " + id + ": nothing will know any more that it is owned")
            .toList();
    lost.addAll(objects.subList(0, Math.min(SHOWN, objects.size())));
    if (objects.size() > SHOWN) {
      lost.add((objects.size() - SHOWN) + " more objects");
    }
    stored
        .index()
        .hold()
        .filter(hold -> !other.index().hold().equals(stored.index().hold()))
        .ifPresent(hold -> lost.add("the hold that release " + hold.release() + " set"));
    stored.missing().forEach(line -> lost.add("it is damaged, and what can't be read is not known: " + line));
    return lost;
  }

  // An older release goes by itself when newer ones come; a pending one is brought to its end.
  private static boolean isLost(ReleaseSummary line, StateImage stored, StateImage other) {
    Release same = other.releases().get(line.number());
    if (same == null) {
      int oldest =
          other.index().releases().stream().mapToInt(ReleaseSummary::number).min().orElse(0);
      return line.number() >= oldest;
    }
    return !same.run().equals(line.run()) || isFurther(line, same);
  }

  private static boolean isFurther(ReleaseSummary line, Release same) {
    return line.status() != same.status() && same.endedAt().isEmpty();
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
