package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.cli.CommandLineRunner;
import io.deployctl.core.model.RunId;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockCommandTest {
  private static final LeaseHolder ANA =
      new LeaseHolder(
          new RunId("run-7"),
          "ana@laptop",
          "apply",
          "c0ffee",
          Optional.of("https://ci.example/7"),
          Instant.parse("2026-03-04T10:00:00Z"));

  @TempDir private Path directory;

  @BeforeEach
  void project() throws IOException {
    Files.writeString(
        directory.resolve("deployctl.yaml"),
        """
        project: shop
        environments: {production: {target: {stateDirectory: state}}}
        stages:
          - name: setup
            steps: [{name: greet, exec: {command: ["true"]}}]
        """);
  }

  private CommandResult run(String... arguments) {
    return new CommandLineRunner(directory).with("PATH", System.getenv("PATH")).run(arguments);
  }

  private Lease take() {
    return new DirectoryEnvironmentStore(directory.resolve("state")).acquire(ANA, Duration.ZERO);
  }

  @Test
  void freeLeaseIsShownAsFree() {
    assertThat(run("lock", "show").exited(0).out())
        .isEqualTo("shop in production\n  lease       free\n");
  }

  @Test
  void holderIsShownWithAllThatHelpsToFindThem() {
    try (Lease lease = take()) {
      assertThat(lease.isHeld()).isTrue();
      assertThat(run("lock", "show").exited(0).out())
          .isEqualTo(
              """
              shop in production
                held by     ana@laptop
                for         apply, run run-7
                since       2026-03-04 10:00:00 UTC
                commit      c0ffee
                job         https://ci.example/7
              """);
    }
  }

  @Test
  void stolenLeaseIsLostAndTheReasonIsToldToEverybody() throws IOException {
    try (Lease lease = take()) {
      CommandResult stolen = run("lock", "steal", "--reason", "its job was deleted").exited(0);
      assertThat(stolen.out()).contains("taken from  ana@laptop").contains("deployctl status");
      assertThat(lease.isHeld()).isFalse();
    }
    assertThat(run("lock", "show").exited(0).out())
        .contains("lease       free")
        .contains("last taken  from run run-7 by dana@laptop, ")
        .contains(": its job was deleted");
    JsonNode json = new ObjectMapper().readTree(run("lock", "show", "-o", "json").exited(0).out());
    assertThat(json.path("schema").asText()).isEqualTo("deployctl/lock/v1");
    assertThat(json.path("lastTaken").path("reason").asText()).isEqualTo("its job was deleted");
  }

  @Test
  void stealingWhatNobodyHoldsChangesNothing() {
    assertThat(run("lock", "steal", "--reason", "x").exited(0).out())
        .contains("nobody held it")
        .doesNotContain("Next");
    assertThat(run("lock", "show").out()).doesNotContain("last taken");
  }

  @Test
  void stealingNeedsAReason() {
    assertThat(run("lock", "steal").exited(2).err()).contains("--reason");
    assertThat(run("lock").exited(2).err()).contains("deployctl lock --help");
  }
}
