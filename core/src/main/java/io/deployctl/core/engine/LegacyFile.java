package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.store.EnvironmentKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a run leaves behind, in the making: on a thread of its own, while the run waits for
 * its lease. Without the file, the run can still be gone on with from its checkout, so that a plan
 * that is too large for one is no reason not to run.
 */
final class LegacyFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyFile.class);

  private final EngineServices services;
  private final Optional<CompletableFuture<Sealable>> draft;
  private Optional<CompletableFuture<Content>> file = Optional.empty();
  private Optional<CompletableFuture<Optional<ContentRef>>> stored = Optional.empty();

  private LegacyFile(EngineServices services, Optional<CompletableFuture<Sealable>> draft) {
    this.services = services;
    this.draft = draft;
  }

  /** Begins to make the file, where the run leaves one. Asks for nothing. */
  static LegacyFile begin(EngineServices services, Prepared prepared, RunOptions options) {
    Optional<Legacy> legacy =
        options.legacy().filter(wanted -> prepared.plan().mode() == PlanMode.DEPLOY);
    return new LegacyFile(
        services,
        legacy.map(
            wanted -> CompletableFuture.supplyAsync(() -> draft(services, prepared, wanted))));
  }

  private static Sealable draft(EngineServices services, Prepared prepared, Legacy legacy) {
    if (legacy instanceof Legacy.OfPlan plan) {
      return new PlanSealing(services).draft(prepared, plan.options().get())::sealedUnder;
    }
    byte[] bytes = ((Legacy.OfFile) legacy).bytes();
    return key -> bytes;
  }

  /** Goes on with it, now that the environment is there and has a key. */
  void seal() {
    file =
        draft.map(
            written ->
                written.thenApplyAsync(
                    plan -> Content.sealed(plan.sealedUnder(services.store().key()))));
  }

  /** Begins to store it, now that nobody else clears away what no release refers to yet. */
  void store() {
    stored =
        file.map(
            made ->
                made.handleAsync(
                    (content, failed) ->
                        failed == null
                            ? Optional.of(services.store().put(content))
                            : without(failed)));
  }

  private static Optional<ContentRef> without(Throwable failed) {
    Throwable cause = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
    if (cause instanceof DeployctlException tooLarge) {
      LOG.warn("the run leaves no plan: {}", tooLarge.getMessage());
      return Optional.empty();
    }
    throw new CompletionException(cause);
  }

  /**
   * Returns what is stored, once it is; empty where the run leaves no file.
   *
   * @throws DeployctlException when it can't be stored
   */
  Optional<ContentRef> await() {
    try {
      return stored.flatMap(CompletableFuture::join);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof DeployctlException notStored) {
        throw notStored;
      }
      throw failed;
    }
  }

  /** Waits until nothing is under way any more: nothing is stored without the lease. */
  @Override
  public void close() {
    stored.ifPresent(storing -> storing.handle((reference, failed) -> reference).join());
  }

  /** What becomes a file's bytes under a key. */
  private interface Sealable {
    byte[] sealedUnder(EnvironmentKey key);
  }
}
