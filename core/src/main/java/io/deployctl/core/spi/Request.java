package io.deployctl.core.spi;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Restoration;
import java.util.List;
import java.util.Set;

/** What a plan is asked for. After planning the difference is gone: execution is one way. */
public sealed interface Request {
  /**
   * The step as the scope's settings and values describe it.
   *
   * @param copied whether the project's directory is a copy of the files that are deployed, so that
   *     what is kept beside them in the checkout is not there
   */
  record Deploy(boolean copied) implements Request {
    /** Makes one whose project directory is the checkout itself. */
    public Deploy() {
      this(false);
    }
  }

  /**
   * What the step describes and the target has already, to become the environment's as it is. The
   * plan changes nothing of its content, waits on nothing and leaves out what is not there.
   *
   * @param rules what is meant, and from whom it may be taken
   */
  record Adopt(AdoptionRules rules) implements Request {}

  /**
   * A release of another tool gone whose objects have all been taken over, but for those that may
   * stay behind: the tool forgets them, and they stay. Only the tool's own provider is asked this.
   *
   * @param rules which release, and what may stay behind
   * @param covered the objects that are the environment's by then
   */
  record Dissolve(AdoptionRules rules, Set<ResourceId> covered) implements Request {
    /** Copies. */
    public Dissolve {
      covered = Set.copyOf(covered);
    }
  }

  /**
   * The step as an earlier release has it. Needs no project files.
   *
   * @param restoration what that release holds of it
   */
  record Restore(Restoration restoration) implements Request {}

  /**
   * The step gone. Needs no project files. Objects of the inventory are removed by {@link Prune}.
   *
   * @param restoration what the last release holds of it
   */
  record Remove(Restoration restoration) implements Request {}

  /**
   * Objects gone that no step claims any more. Only the provider of objects is asked this.
   *
   * @param objects the candidates; what may not be deleted is kept and said in the plan's notes
   */
  record Prune(List<InventoryEntry> objects) implements Request {
    /** Copies. */
    public Prune {
      objects = List.copyOf(objects);
    }
  }
}
