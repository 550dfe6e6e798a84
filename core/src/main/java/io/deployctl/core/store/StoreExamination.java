package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Examines a store: what every store does of {@link EnvironmentStore#examine} in the same way. */
public final class StoreExamination {
  private final List<Diagnostic> troubles = new ArrayList<>();

  /**
   * Reads all parts, tries to write, and looks for somebody at work where something is wrong.
   *
   * @param parts what is stored
   * @param writes tries to write each kind of thing that a run writes; throws what refused it
   * @param atWork finds who holds the lease and is alive
   */
  public StoreCondition of(
      StateParts parts, List<Runnable> writes, Supplier<Optional<LeaseHolder>> atWork) {
    Optional<StateImage> image = attempt(() -> StateReader.read(parts)).flatMap(found -> found);
    image.filter(found -> !found.isWhole()).map(StoreExamination::damaged).ifPresent(troubles::add);
    for (Runnable write : writes) {
      Optional<Boolean> unused =
          attempt(
              () -> {
                write.run();
                return true;
              });
    }
    Optional<LeaseHolder> holder =
        troubles.isEmpty() ? Optional.empty() : attempt(atWork).flatMap(found -> found);
    return new StoreCondition(troubles, image, holder);
  }

  private <T> Optional<T> attempt(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (DeployctlException trouble) {
      if (trouble.status() == ExitStatus.INVALID || trouble.status() == ExitStatus.INTERRUPTED) {
        throw trouble;
      }
      trouble.diagnostics().stream()
          .filter(
              one -> troubles.stream().noneMatch(known -> known.summary().equals(one.summary())))
          .forEach(troubles::add);
      return Optional.empty();
    }
  }

  private static Diagnostic damaged(StateImage image) {
    Diagnostic damaged =
        Diagnostic.error("state-damaged", "a part of the environment's state is missing");
    for (String line : image.missing()) {
      damaged = damaged.detail(line);
    }
    return damaged;
  }
}
