package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.StepId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a session gets to work with.
 *
 * @param step the step's name
 * @param environment which environment
 * @param namespace where objects go that name no namespace
 * @param settings the step's settings; empty for any request but {@code Deploy}
 * @param values the environment's values, for templates; empty for any request but {@code Deploy}
 * @param previous what the newest release holds of this step, under its present or former name
 * @param previousIdentity the identity of that step in the target
 * @param unfinished what an earlier run began in this step and may not have brought to its end
 * @param inventory every object that the environment owns
 * @param claimedByOthers objects that steps planned before this one claim
 * @param kindsMayCome whether a step before this one may still bring kinds that the target does not
 *     know yet, as a chart does with its CRDs
 * @param projectDirectory the project's directory; an empty directory where there is no checkout
 * @param workDirectory a private directory (0700) for temporary files, deleted by the engine
 * @param tagger makes tags under the environment's key
 * @param redactor masks secrets in child output; every secret that is revealed is registered
 * @param progress takes what the step is doing right now
 * @param cancellation tells the session to end
 */
public record StepScope(
    StepId step,
    EnvironmentIdentity environment,
    String namespace,
    Settings settings,
    Value.Mapping values,
    Optional<Restoration> previous,
    Optional<String> previousIdentity,
    Optional<Unfinished> unfinished,
    Inventory inventory,
    Set<io.deployctl.core.model.ResourceId> claimedByOthers,
    boolean kindsMayCome,
    Path projectDirectory,
    Path workDirectory,
    Tagger tagger,
    Redactor redactor,
    Progress progress,
    Cancellation cancellation) {
  /** Refuses nulls. */
  public StepScope {
    requireNonNull(step, "step is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(settings, "settings is null");
    requireNonNull(values, "values is null");
    requireNonNull(previous, "previous is null");
    requireNonNull(previousIdentity, "previousIdentity is null");
    requireNonNull(unfinished, "unfinished is null");
    requireNonNull(inventory, "inventory is null");
    claimedByOthers = Set.copyOf(claimedByOthers);
    requireNonNull(projectDirectory, "projectDirectory is null");
    requireNonNull(workDirectory, "workDirectory is null");
    requireNonNull(tagger, "tagger is null");
    requireNonNull(redactor, "redactor is null");
    requireNonNull(progress, "progress is null");
    requireNonNull(cancellation, "cancellation is null");
  }

  /** Makes the scope of a step before which nothing brings kinds, and nothing is unfinished. */
  public StepScope(
      StepId step,
      EnvironmentIdentity environment,
      String namespace,
      Settings settings,
      Value.Mapping values,
      Optional<Restoration> previous,
      Optional<String> previousIdentity,
      Inventory inventory,
      Set<io.deployctl.core.model.ResourceId> claimedByOthers,
      Path projectDirectory,
      Path workDirectory,
      Tagger tagger,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation) {
    this(
        step,
        environment,
        namespace,
        settings,
        values,
        previous,
        previousIdentity,
        Optional.empty(),
        inventory,
        claimedByOthers,
        false,
        projectDirectory,
        workDirectory,
        tagger,
        redactor,
        progress,
        cancellation);
  }
}
