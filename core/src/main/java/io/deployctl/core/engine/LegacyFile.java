package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.store.EnvironmentKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a run leaves behind, in the making: it is written down on a thread of its own,
 * while the run waits for its lease. Without the file, the run can still be gone on with from its
 * checkout, so that a plan that is too large for one is no reason not to run.
 */
final class LegacyFile {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyFile.class);

  private final EngineServices services;

  /** What becomes the file under a key. */
  private final Optional<CompletableFuture<Function<EnvironmentKey, byte[]>>> draft;

  private LegacyFile(
      EngineServices services,
      Optional<CompletableFuture<Function<EnvironmentKey, byte[]>>> draft) {
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

  private static Function<EnvironmentKey, byte[]> draft(
      EngineServices services, Prepared prepared, Legacy legacy) {
    if (legacy instanceof Legacy.OfPlan plan) {
      return new PlanSealing(services).draft(prepared, plan.options().get())::sealedUnder;
    }
    byte[] bytes = ((Legacy.OfFile) legacy).bytes();
    return key -> bytes;
  }

  /**
   * Stores the file; empty where the run leaves none. To be called by who is to refer to it with
   * the next save: every save that ends a release clears away what nothing refers to.
   *
   * @throws DeployctlException when it can't be stored
   */
  Optional<ContentRef> store() {
    return draft.flatMap(this::sealed).map(services.store()::put);
  }

  private Optional<Content> sealed(CompletableFuture<Function<EnvironmentKey, byte[]>> written) {
    try {
      return Optional.of(Content.sealed(written.join().apply(services.store().key())));
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof DeployctlException tooLarge) {
        return without(tooLarge);
      }
      throw failed;
    } catch (DeployctlException noKey) {
      return without(noKey);
    }
  }

  private static Optional<Content> without(DeployctlException why) {
    LOG.warn("the run leaves no plan: {}", why.getMessage());
    return Optional.empty();
  }
}
