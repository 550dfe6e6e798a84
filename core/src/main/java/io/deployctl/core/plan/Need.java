package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A permission that something in a project needs.
 *
 * @param permission the permission
 * @param duties for which duties it is needed
 * @param essential false where the work goes on without it, and only explains or tidies less
 * @param why what it is for, in a few words
 */
public record Need(Permission permission, Set<Duty> duties, boolean essential, String why) {
  /** Refuses nulls and copies. */
  public Need {
    requireNonNull(permission, "permission is null");
    requireNonNull(why, "why is null");
    duties = duties.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(duties));
  }

  /** Returns whether the duty needs it. */
  public boolean isFor(Duty duty) {
    return duties.contains(duty);
  }
}
