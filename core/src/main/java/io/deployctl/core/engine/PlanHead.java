package io.deployctl.core.engine;

import io.deployctl.core.config.Deployment;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Release;
import io.deployctl.core.value.Tagger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan says before its steps. */
record PlanHead(
    PlanMode mode,
    String namespace,
    boolean protectedEnvironment,
    Digest configDigest,
    Optional<Integer> rollbackOf,
    FailurePolicy onFailure,
    List<PlannedOverride> overrides,
    Map<String, String> inputs,
    Optional<GitState> git) {

  /** Returns the head of a deployment of the project. */
  static PlanHead of(
      Deployment deployment, Digest configDigest, Tagger tagger, Optional<GitState> git) {
    return new PlanHead(
        PlanMode.DEPLOY,
        deployment.target().namespace(),
        deployment.isProtected(),
        configDigest,
        Optional.empty(),
        deployment.onFailure(),
        deployment.overrides().stream()
            .map(
                override ->
                    new PlannedOverride(
                        override.path().toString(),
                        OutputLeaves.leaf(override.value(), tagger),
                        override.origin().describe()))
            .toList(),
        deployment.inputs(),
        git);
  }

  /**
   * Returns the head of a plan that takes over what is there. What it leaves is not what the
   * configuration says, so it has a digest of its own: a rollback to it holds the configuration
   * back, and applying the configuration after it makes a release.
   */
  static PlanHead adopting(
      Deployment deployment, Digest configDigest, Tagger tagger, Optional<GitState> git) {
    PlanHead head = of(deployment, configDigest, tagger, git);
    return new PlanHead(
        PlanMode.ADOPT,
        head.namespace(),
        head.protectedEnvironment(),
        Digest.of("adopted\n" + configDigest.value()),
        Optional.empty(),
        FailurePolicy.STOP,
        head.overrides(),
        head.inputs(),
        git);
  }

  /**
   * Returns the head of a plan that comes from a release.
   *
   * @param isProtected whether the environment is protected now, which the release may not know
   */
  static PlanHead of(
      PlanMode mode, Release release, boolean isProtected, Optional<Integer> rollbackOf) {
    return new PlanHead(
        mode,
        release.namespace(),
        isProtected,
        release.configDigest(),
        rollbackOf,
        FailurePolicy.STOP,
        release.overrides(),
        release.inputs(),
        release.git());
  }
}
