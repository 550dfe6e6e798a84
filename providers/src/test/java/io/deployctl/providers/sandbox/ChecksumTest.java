package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  private static final String OTHER = "0".repeat(64);

  @Test
  void computesTheExampleOfTheStandard(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("abc"), "abc");

    assertThat(Checksum.of(file)).isEqualTo(OF_ABC);
  }

  @Test
  void findsItInEveryFormThatIsPublished() {
    assertThat(Checksum.published(OF_ABC, "kubectl")).contains(OF_ABC);
    assertThat(Checksum.published(OF_ABC + "  helm.tar.gz\n", "helm.tar.gz")).contains(OF_ABC);
    assertThat(
            Checksum.published(
                OTHER + "  other.tar.gz\n" + OF_ABC + " *etcd.tar.gz\n", "etcd.tar.gz"))
        .contains(OF_ABC);
    assertThat(
            Checksum.published(
                """
                {"assets": [
                  {"name": "kwok-linux-arm64", "digest": "sha256:%s"},
                  {"name": "kwok-linux-amd64", "digest": "sha256:%s"}
                ]}
                """
                    .formatted(OTHER, OF_ABC),
                "kwok-linux-amd64"))
        .contains(OF_ABC);
  }

  @Test
  void findsNoneInAnythingElse() {
    assertThat(Checksum.published("", "x")).isEmpty();
    assertThat(Checksum.published("<html>" + OF_ABC + "</html>", "x")).isEmpty();
    assertThat(Checksum.published(OF_ABC + "  other", "x")).isEmpty();
    assertThat(Checksum.published("{\"assets\": [{\"name\": \"x\"}]}", "x")).isEmpty();
    assertThat(Checksum.published("{", "x")).isEmpty();
  }
}
