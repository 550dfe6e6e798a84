package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.event.EventSink;
import io.deployctl.core.journal.JournalFactory;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.GitState;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Rights;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.value.Redactor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an engine gets from outside.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param providers every provider; one of them named {@code manifests} also prunes
 * @param store where the environment's state lives
 * @param rights tells what the account may do in the cluster
 * @param target tells the cluster, connecting at the first call; empty where no step needs one
 * @param tools tells the versions of the tools that the given providers use, by tool name
 * @param journals opens the journal of a run
 * @param events takes events after the journal has them
 * @param redactor masks secrets in text of others
 * @param cancellation tells the run to end
 * @param clock the time, for records
 * @param runIds makes run ids
 * @param workRoot a private directory for temporary files; each step gets its own below it
 * @param projectDirectory the checkout, if there is one; what a release holds needs none, but a
 *     step's own state, such as Terraform's in a file, can lie in it
 * @param actor who runs
 * @param git the checkout, if there is one
 * @param version this program's version
 */
public record EngineServices(
    String project,
    String environment,
    List<Provider> providers,
    EnvironmentStore store,
    Rights rights,
    Supplier<Optional<Target>> target,
    Supplier<Map<String, String>> tools,
    JournalFactory journals,
    EventSink events,
    Redactor redactor,
    Cancellation cancellation,
    Clock clock,
    Supplier<String> runIds,
    Path workRoot,
    Optional<Path> projectDirectory,
    Actor actor,
    Optional<GitState> git,
    String version) {
  /** Refuses nulls and copies. */
  public EngineServices {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    providers = List.copyOf(providers);
    requireNonNull(store, "store is null");
    requireNonNull(rights, "rights is null");
    requireNonNull(target, "target is null");
    requireNonNull(tools, "tools is null");
    requireNonNull(journals, "journals is null");
    requireNonNull(events, "events is null");
    requireNonNull(redactor, "redactor is null");
    requireNonNull(cancellation, "cancellation is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(runIds, "runIds is null");
    requireNonNull(workRoot, "workRoot is null");
    requireNonNull(projectDirectory, "projectDirectory is null");
    requireNonNull(actor, "actor is null");
    requireNonNull(git, "git is null");
    requireNonNull(version, "version is null");
  }

  /** Returns what others see of whoever takes the lease now, for a run and a purpose. */
  LeaseHolder holder(RunId run, String purpose) {
    return new LeaseHolder(
        run,
        actor.display(),
        purpose,
        git.map(GitState::commit).orElse(""),
        actor.ciLink(),
        clock.instant());
  }
}
