package io.deployctl.core.store;

import io.deployctl.core.model.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Another process that takes a directory's lease and keeps it until it is killed. */
final class LockHolderMain {
  private LockHolderMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    LeaseHolder holder =
        new LeaseHolder(
            new RunId("run-9"), "other@process", "apply", "", Optional.empty(), Samples.START);
    Lease lease =
        new DirectoryEnvironmentStore(Path.of(arguments[0])).acquire(holder, Duration.ZERO);
    System.out.println(lease.isHeld() ? "held" : "lost");
    new CountDownLatch(1).await();
  }
}
