package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.Release;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Needs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans and runs. The same executor runs a deployment, a rollback and a destruction: the difference
 * is gone once there is a plan. One engine serves one command on one environment.
 */
public interface Engine {
  /**
   * Plans what it takes for the target to be as the deployment says, pruning included.
   *
   * @return the plan, or every reason why there can be none
   */
  Planning planDeploy(Deployment deployment, PlanOptions options);

  /**
   * Plans to take over what the deployment describes and the target has already, as it is. Steps
   * that would have to run first are left as they are.
   *
   * @param rules what is meant, and from whom it may be taken
   */
  Planning planAdopt(Deployment deployment, AdoptionRules rules, PlanOptions options);

  /**
   * Plans again what a plan file holds, and compares: the plan can be run if it is the one that was
   * sealed, and the environment stands where it stood. What is run is what was sealed.
   *
   * @param deployment the project as the file holds it
   * @param copied whether the project's directory is not the checkout, but a copy out of the file
   * @return the sealed plan; or, with status {@code STALE}, everything that moved since, and who
   *     moved it
   */
  Planning planSealed(SealedPlan sealed, Deployment deployment, boolean copied);

  /**
   * Returns the release of a run that did not come to its end, or that failed, if nothing came
   * after it.
   */
  Optional<Release> unfinished();

  /**
   * Plans what is left of an unfinished deployment: what it had planned, without what is done
   * already. Finished steps are looked at again, and what is in doubt is decided by looking.
   *
   * @param left the release from {@link #unfinished}
   * @param sealed the plan that its run left
   * @param deployment the project as that plan holds it
   * @param copied whether the project's directory is not the checkout, but a copy out of the plan
   * @param decisions what became of acts in doubt, by their steps
   * @return the plan, with what goes beyond the one that was approved then
   */
  Planning planResume(
      Release left,
      SealedPlan sealed,
      Deployment deployment,
      boolean copied,
      Map<StepId, Decision> decisions);

  /**
   * Plans what is left of an unfinished rollback or destruction. Needs no project.
   *
   * @param left the release from {@link #unfinished}
   * @param decisions what became of acts in doubt, by their steps
   */
  Planning planResume(Release left, Map<StepId, Decision> decisions);

  /**
   * Returns the file that holds a plan, for another machine to apply. Makes the environment's place
   * and key where there was no run yet: the file is sealed under that key.
   *
   * @param prepared a plan of this engine, made by {@link #planDeploy}
   * @throws io.deployctl.core.diagnostic.DeployctlException when the environment can't be written
   */
  byte[] seal(PreparedPlan prepared, SealOptions options);

  /**
   * Returns once no run is under way: takes the environment's lease as a run does, so that a dead
   * one's is found to be that, and gives it back.
   *
   * @param wait how long to wait for a run that is alive
   * @throws io.deployctl.core.diagnostic.DeployctlException with status {@code LOCKED} when one is
   *     under way still
   */
  void standBy(Duration wait);

  /**
   * Plans what it takes for the target to be as an earlier release left it. Needs no project.
   *
   * @param to the release; empty means the one deployed before the newest
   */
  Planning planRollback(Optional<Integer> to, PlanOptions options);

  /** Plans what it takes for nothing of the environment to be left. Needs no project. */
  Planning planDestroy(PlanOptions options);

  /**
   * Finds what differs between the newest deployed release and the target, and who moved it.
   * Changes nothing.
   *
   * @return a plan that would bring the release back, whose effects are the drift
   */
  Planning planDrift(PlanOptions options);

  /**
   * Finds out what the account has to be allowed to do for the deployment: by its steps, by what
   * the environment owns, and for its state. Works without a cluster, as far as kinds are known.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException with everything that is wrong
   */
  Needs needs(Deployment deployment);

  /** Returns why this account may not run the plan, naming every missing permission. */
  Optional<Diagnostic> missingRights(PreparedPlan prepared);

  /** Returns what this account lacks of the needs of a duty, naming every missing permission. */
  Optional<Diagnostic> missingRights(Needs needs, Duty duty);

  /**
   * Asks for approval and runs the plan: lease, pending release and inventory, stages, proof,
   * release. Events tell how it goes.
   *
   * @param prepared a plan of this engine
   * @param approver is asked before anything is touched, and again for whatever a step that had to
   *     wait turns out to do beyond what was announced
   */
  RunResult run(PreparedPlan prepared, Approver approver, RunOptions options);

  /** What planning came to. */
  sealed interface Planning {
    /**
     * There is a plan.
     *
     * @param prepared the plan and what running it needs
     * @param beyond what it does beyond a plan that was approved before; nothing for a new plan
     */
    record Ready(PreparedPlan prepared, List<Effect> beyond) implements Planning {
      /** Copies. */
      public Ready {
        beyond = List.copyOf(beyond);
      }

      /** Makes a new plan. */
      Ready(PreparedPlan prepared) {
        this(prepared, List.of());
      }
    }

    /**
     * There can be no plan.
     *
     * @param exit how the command should end
     * @param diagnostics every reason
     */
    record Refused(
        io.deployctl.core.model.ExitStatus exit,
        List<io.deployctl.core.diagnostic.Diagnostic> diagnostics)
        implements Planning {
      /** Copies. */
      public Refused {
        diagnostics = List.copyOf(diagnostics);
      }
    }
  }

  /**
   * A plan with what the engine needs to run it: open sessions and their temporary files. Made by
   * the engine only. Running it closes it; who does not run it closes it.
   */
  interface PreparedPlan extends AutoCloseable {
    /** Returns the plan, for views and approval. */
    Plan plan();

    /** Closes the sessions and deletes their temporary files. Closing again changes nothing. */
    @Override
    void close();
  }
}
