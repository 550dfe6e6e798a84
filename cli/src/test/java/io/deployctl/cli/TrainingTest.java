package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @Test
  void everyCommandThatIsPractisedSucceeds(@TempDir Path directory) throws Exception {
    assertThat(Training.practise(directory)).hasSizeGreaterThan(5).containsOnly(0);
  }
}
