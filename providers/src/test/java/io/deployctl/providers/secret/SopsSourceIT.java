package io.deployctl.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.sandbox.Binaries;
import io.deployctl.providers.sandbox.SandboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code sops} with real age keys. */
class SopsSourceIT {
  private static final Path PROGRAMS =
      Binaries.expected(SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home"))))
          .directory();
  private static final String VALUES =
      """
      database: {password: "s3cret-'\\"-é %41", port: 5432, hosts: [first, {name: second}]}
      tls.crt: dotted
      key: |
        -----BEGIN KEY-----
        line-one
      nothing: null
      """;

  @TempDir Path directory;
  private TestSources test;
  private SopsSource source;

  @BeforeEach
  void encrypt() throws Exception {
    assumeTrue(
        Stream.of("sops", "age-keygen").map(PROGRAMS::resolve).allMatch(Files::isExecutable),
        "sops or age not found: run `scripts/sandbox-binaries --secrets`");
    test = new TestSources(directory);
    test.variables.put("PATH", PROGRAMS + ":/usr/bin:/bin");
    test.variables.put("HOME", directory.resolve("home").toString());
    run("age-keygen", "-o", "key.txt");
    run("age-keygen", "-o", "other.txt");
    test.variables.put("SOPS_AGE_KEY_FILE", directory.resolve("key.txt").toString());
    encrypt("secrets.yaml", VALUES);
    source = source();
  }

  @Test
  void valuesAreReadByTheirPath() {
    assertThat(read("secrets.yaml#database.password")).isEqualTo("s3cret-'\"-é %41");
    assertThat(read("secrets.yaml#database.port")).isEqualTo("5432");
    assertThat(read("secrets.yaml#database.hosts.0")).isEqualTo("first");
    assertThat(read("secrets.yaml#database.hosts.1.name")).isEqualTo("second");
    assertThat(read("secrets.yaml#tls.crt")).isEqualTo("dotted");
    assertThat(read("secrets.yaml#key")).isEqualTo("-----BEGIN KEY-----\nline-one");
  }

  @Test
  void otherFormsOfFilesAreRead() throws Exception {
    encrypt("prod.env", "TOKEN=from-dotenv\n");
    encrypt("prod.json", "{\"a\": {\"b\": true}}");
    encrypt("prod.ini", "[db]\npassword = from-ini\n");
    encrypt("certificate.pem", "from a file of bytes\n");

    assertThat(read("prod.env#TOKEN")).isEqualTo("from-dotenv");
    assertThat(read("prod.json#a.b")).isEqualTo("true");
    assertThat(read("prod.ini#db.password")).isEqualTo("from-ini");
    assertThat(read("certificate.pem#data")).isEqualTo("from a file of bytes");
  }

  @Test
  void keyComesFromEachOfItsPlaces() throws Exception {
    test.variables.remove("SOPS_AGE_KEY_FILE");
    String key = Files.readString(directory.resolve("key.txt"));
    test.variables.put("SOPS_AGE_KEY", key.lines().reduce((a, b) -> b).orElseThrow());
    assertThat(source().read("secrets.yaml#database.port").reveal()).isEqualTo("5432");

    test.variables.remove("SOPS_AGE_KEY");
    Path place = directory.resolve("home/.config/sops/age/keys.txt");
    Files.createDirectories(place.getParent());
    Files.writeString(place, key);
    assertThat(source().read("secrets.yaml#database.port").reveal()).isEqualTo("5432");
  }

  @Test
  void fileIsDecryptedOnceAndLeavesNothingBehind() throws Exception {
    Path wrapper = directory.resolve("bin/sops");
    Files.createDirectories(wrapper.getParent());
    Files.writeString(
        wrapper,
        "#!/bin/sh\necho \"$@\" >>'%s/calls'\nexec '%s' \"$@\"\n"
            .formatted(directory, PROGRAMS.resolve("sops")));
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    test.variables.put("PATH", wrapper.getParent() + ":/usr/bin:/bin");
    SopsSource counted = source();
    List<Path> before = files();

    counted.read("secrets.yaml#database.password");
    counted.read("./secrets.yaml#database.port");
    TestSources.refusal(counted, "secrets.yaml#database.pasword");

    assertThat(Files.readAllLines(directory.resolve("calls")))
        .containsExactly(
            "--disable-version-check --version",
            "--decrypt --output-type json " + directory.resolve("secrets.yaml"));
    assertThat(files())
        .containsExactlyElementsOf(
            Stream.concat(before.stream(), Stream.of(directory.resolve("calls")))
                .sorted()
                .toList());
  }

  @Test
  void wrongPathsNameTheNearestKey() {
    assertThat(problem("secrets.yaml#database.pasword"))
        .isEqualTo(
            "can't read the secret sops:secrets.yaml#database.pasword: there is no"
                + " `database.pasword` in the file | Did you mean `database.password`?");
    assertThat(problem("secrets.yaml#elsewhere"))
        .endsWith("| What is there: `database`, `tls.crt`, `key`, `nothing`");
    assertThat(problem("secrets.yaml#database"))
        .contains("`database` is a map, not a text | What is there: `database.password`");
    assertThat(problem("secrets.yaml#database.hosts")).contains("is a list, not a text");
    assertThat(problem("secrets.yaml#database.hosts.7"))
        .contains("What is there: `database.hosts.0`");
    assertThat(problem("secrets.yaml#database.port.x")).contains("there is no `database.port.x`");
    assertThat(problem("secrets.yaml#nothing")).contains("`nothing` is null");
  }

  @Test
  void fileThatCannotBeOpenedSaysWhy() throws Exception {
    test.variables.remove("SOPS_AGE_KEY_FILE");
    Diagnostic noKey = TestSources.refusal(source(), "secrets.yaml#key");
    assertThat(noKey.summary())
        .isEqualTo("can't decrypt `secrets.yaml`: no key that is here opens it");
    assertThat(noKey.position().orElseThrow().file()).isEqualTo("secrets.yaml");
    assertThat(noKey.hint().orElseThrow()).contains("SOPS_AGE_KEY_FILE");
    assertThat(String.join(" ", noKey.details())).contains("failed to load age identities");

    test.variables.put("SOPS_AGE_KEY_FILE", directory.resolve("other.txt").toString());
    assertThat(TestSources.refusal(source(), "secrets.yaml#key").summary())
        .isEqualTo(
            "can't decrypt `secrets.yaml`: the age key that is here is none of those that it is"
                + " encrypted for");
  }

  @Test
  void fileThatIsNotWhatSopsMadeIsRefused() throws Exception {
    Files.writeString(directory.resolve("plain.yaml"), "password: s3cret-plain\n");
    String cipher = Files.readString(directory.resolve("secrets.yaml"));
    Files.writeString(directory.resolve("edited.yaml"), cipher.replace("data:", "data:X"));

    assertThat(problem("plain.yaml#password"))
        .contains("it is not encrypted by SOPS | `sops encrypt --in-place plain.yaml` does it")
        .doesNotContain("s3cret");
    assertThat(problem("edited.yaml#key")).contains("it was changed after it was encrypted");
  }

  @Test
  void versionThatTheProjectDoesNotWantIsRefused() {
    test.requires.put("sops", ">=99");

    assertThat(problem("secrets.yaml#key")).contains("but the project needs >=99");
  }

  private SopsSource source() {
    return new SopsSource(test.services(), Duration.ofMinutes(1));
  }

  private String read(String reference) {
    return source.read(reference).reveal();
  }

  private String problem(String reference) {
    Diagnostic diagnostic = TestSources.refusal(source, reference);
    return diagnostic.summary() + " | " + diagnostic.hint().orElse("");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void encrypt(String file, String text) throws Exception {
    String recipient = run("age-keygen", "-y", "key.txt").strip();
    Files.writeString(directory.resolve(file), text);
    run("sops", "encrypt", "--in-place", "--age", recipient, file);
  }

  private String run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PROGRAMS.resolve(program).toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("sops-test", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    Files.delete(out);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
