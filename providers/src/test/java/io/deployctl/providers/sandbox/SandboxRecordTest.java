package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxRecordTest {
  @TempDir private Path home;
  private SandboxDirectory directory;

  @BeforeEach
  void create() throws IOException {
    directory = new SandboxDirectory(home.resolve("default"));
    directory.create();
  }

  @Test
  void readsWhatItWrote() throws IOException {
    SandboxRecord kept =
        new SandboxRecord(
            1,
            "v1.34.4",
            "v3.6.4",
            "v0.8.0",
            "2026-01-01T00:00:00Z",
            6443,
            10_250,
            2,
            List.of("a/1=127.0.0.1:2"));

    kept.write(directory);

    assertThat(SandboxRecord.read(directory)).contains(kept);
    assertThat(Files.getPosixFilePermissions(directory.stateFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"version\":2,\"kubernetes\":\"v1\",\"etcd\":\"v3\",\"kwok\":\"v0\",\"apiServerPort\":1,\"kubeletPort\":2}",
        "{\"version\":1,\"apiServerPort\":1,\"kubeletPort\":2}",
        "{\"version\":1,\"kubernetes\":\"v1\",\"etcd\":\"v3\",\"kwok\":\"v0\",\"apiServerPort\":0,\"kubeletPort\":2}",
        "{\"version\":1,\"kubernetes\":\"v1\",\"etcd\":\"v3\",\"kwok\":\"v0\",\"apiServerPort\":1,\"kubeletPort\":70000}",
        "{\"version\":1,\"kubernetes\":\"v1\",\"etcd\":\"v3\",\"kwok\":\"v0\",\"apiServerPort\":1,\"kubeletPort\":2,"
            + "\"forwards\":[\"nonsense\"]}"
      })
  void damagedRecordCountsAsNone(String text) throws IOException {
    Files.writeString(directory.stateFile(), text);

    assertThat(SandboxRecord.read(directory)).isEmpty();
  }

  @Test
  void leavesTheTargetsOfLinksAloneWhenItIsRemoved() throws IOException {
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "text");
    Files.createSymbolicLink(directory.root().resolve("link"), outside);

    directory.delete();

    assertThat(directory.root()).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
    directory.delete();
  }
}
