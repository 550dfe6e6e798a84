package io.deployctl.providers.input;

import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.StoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A gate that lets acts through, as long as it is open, and remembers them. */
public final class TestGate implements ActGate {
  /** The run that acts. */
  public static final RunId RUN = new RunId("run-1");

  private final List<String> acts = new ArrayList<>();
  private boolean open = true;

  @Override
  public RunId run() {
    return RUN;
  }

  /** Lets no further act through. */
  public TestGate shut() {
    open = false;
    return this;
  }

  /** Returns the addresses of the effects that went through. */
  public List<String> acts() {
    return acts;
  }

  @Override
  public <T> T act(Effect effect, Callable<T> mutation) throws Exception {
    if (!open) {
      throw new StoppedException("the gate is shut");
    }
    acts.add(effect.verb().word() + " " + effect.address());
    return mutation.call();
  }
}
