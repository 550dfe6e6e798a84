package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.spi.Descriptor;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepScope;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider of texts in a {@link World}, for tests of the engine. */
final class RecordingProvider implements Provider {
  private final Descriptor descriptor;
  private final World world;
  private final AtomicInteger open = new AtomicInteger();
  private List<Diagnostic> remarks = List.of();

  RecordingProvider(String name, World world, boolean check) {
    this.descriptor = new Descriptor(name, new Schema(name, "test", List.of()), check);
    this.world = world;
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public Session open(StepScope scope) {
    open.incrementAndGet();
    return new RecordingSession(
        world, scope, descriptor.name(), descriptor.check(), open::decrementAndGet);
  }

  @Override
  public List<Diagnostic> remarks() {
    return remarks;
  }

  /** Has it tell something once all steps are planned. */
  void remark(Diagnostic remark) {
    remarks = List.of(remark);
  }

  /** Returns how many sessions are open. */
  int openSessions() {
    return open.get();
  }
}
