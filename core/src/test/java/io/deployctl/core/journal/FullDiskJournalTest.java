package io.deployctl.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.RunId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** A journal on the device that is always full. */
final class FullDiskJournalTest {
  @Test
  void journalOnAFullDeviceCanNotBegin() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    FileSink sink = new FileSink(new FileOutputStream(full.toFile()));

    assertThatThrownBy(() -> FileJournal.begin(sink, full, new RunId("run-1"), Clock.systemUTC()))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            refused -> {
              assertThat(refused.diagnostics().get(0).summary())
                  .isEqualTo("can't write the run's journal `/dev/full`");
              assertThat(refused.diagnostics().get(0).details())
                  .contains("the disk is full (No space left on device)");
            });
  }
}
