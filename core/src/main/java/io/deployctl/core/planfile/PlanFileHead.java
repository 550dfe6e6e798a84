package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.GitState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a plan file says without a key: for what it was made, from what, and until when it holds.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param environmentUuid the environment's UUID
 * @param place where the environment is
 * @param target the cluster that it was planned against, where there is one
 * @param base the newest release when it was made, if there was one
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused
 * @param configDigest the digest of the configuration that it was made from
 * @param git the checkout that it was made from, if it was one
 * @param madeBy who made it
 * @param deployctl the version that made it
 * @param tools versions of the tools that it was planned with, by name
 * @param only the steps that it was asked for; empty means all
 * @param releaseHold whether it takes a configuration that was rolled back from
 * @param decisions what was said of steps in doubt
 */
public record PlanFileHead(
    String project,
    String environment,
    String environmentUuid,
    Place place,
    Optional<Target> target,
    Optional<Integer> base,
    Instant createdAt,
    Instant expiresAt,
    Digest configDigest,
    Optional<GitState> git,
    String madeBy,
    String deployctl,
    Map<String, String> tools,
    Set<StepId> only,
    boolean releaseHold,
    List<SealedDecision> decisions) {
  /** Refuses nulls and copies. */
  public PlanFileHead {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(environmentUuid, "environmentUuid is null");
    requireNonNull(place, "place is null");
    requireNonNull(target, "target is null");
    requireNonNull(base, "base is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(configDigest, "configDigest is null");
    requireNonNull(git, "git is null");
    requireNonNull(madeBy, "madeBy is null");
    requireNonNull(deployctl, "deployctl is null");
    tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    only = Set.copyOf(only);
    decisions = List.copyOf(decisions);
  }

  /**
   * Where an environment is.
   *
   * @param contexts kubeconfig contexts through which its cluster may be found
   * @param namespace where objects go that name no namespace
   * @param stateNamespace the namespace of its state
   * @param stateDirectory the directory of its state instead, as an absolute path
   * @param needsCluster whether it can't do without a cluster
   */
  public record Place(
      List<String> contexts,
      String namespace,
      String stateNamespace,
      Optional<String> stateDirectory,
      boolean needsCluster) {
    /** Refuses nulls and copies. */
    public Place {
      contexts = List.copyOf(contexts);
      requireNonNull(namespace, "namespace is null");
      requireNonNull(stateNamespace, "stateNamespace is null");
      requireNonNull(stateDirectory, "stateDirectory is null");
    }
  }
}
