package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.Redactor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session with its temporary directory. Whatever the provider throws, expected or not, comes back
 * as a value.
 */
final class OpenSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSession.class);

  private final String step;
  private final Session session;
  private final Path workDirectory;
  private final Redactor redactor;
  private boolean closed;

  OpenSession(String step, Session session, Path workDirectory, Redactor redactor) {
    this.step = step;
    this.session = session;
    this.workDirectory = workDirectory;
    this.redactor = redactor;
  }

  /**
   * Plans.
   *
   * @throws DeployctlException where the provider says more by it than that the step is refused
   */
  Planned plan(Request request) {
    LOG.debug("step {}: planning", step);
    try {
      return session.plan(request);
    } catch (DeployctlException expected) {
      throw expected;
    } catch (RuntimeException | Error thrown) {
      return new Planned.Refused(Failures.tell("planning step `" + step + "`", thrown, redactor));
    } finally {
      LOG.debug("step {}: planned", step);
    }
  }

  /**
   * Returns what the account needs to be allowed to do.
   *
   * @throws DeployctlException when that can't be found out
   */
  Needs needs(Request request) {
    try {
      return session.needs(request);
    } catch (DeployctlException expected) {
      throw expected;
    } catch (RuntimeException | Error thrown) {
      throw new DeployctlException(
          ExitStatus.FAILED,
          Failures.tell("finding out what step `" + step + "` needs", thrown, redactor));
    }
  }

  StepResult execute(StepPlan plan, ActGate gate) {
    LOG.debug("step {}: executing", step);
    try {
      return session.execute(plan, gate);
    } catch (RuntimeException | Error thrown) {
      return StepResult.failed(
          Failures.tell("executing step `" + step + "`", thrown, redactor), Optional.empty());
    } finally {
      LOG.debug("step {}: executed", step);
    }
  }

  /** Returns what is still to do, or what prevented finding out. */
  Verified verify(StepPlan plan) {
    LOG.debug("step {}: verifying", step);
    try {
      return new Verified(session.verify(plan), List.of());
    } catch (RuntimeException | Error thrown) {
      return new Verified(
          List.of(), Failures.tell("verifying step `" + step + "`", thrown, redactor));
    } finally {
      LOG.debug("step {}: verified", step);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (RuntimeException | Error thrown) {
      LOG.warn("closing step {} failed: {}", step, Failures.summary(thrown, redactor));
    }
    WorkDirectories.delete(workDirectory);
  }

  /**
   * What verifying found.
   *
   * @param left what is still to do
   * @param failures why it could not be found out
   */
  record Verified(List<Effect> left, List<Diagnostic> failures) {}
}
