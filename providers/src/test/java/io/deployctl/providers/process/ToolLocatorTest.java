package io.deployctl.providers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds programs made by the test; they answer as the real ones do. */
class ToolLocatorTest {
  @TempDir Path directory;

  private final Map<String, String> requires = new HashMap<>();
  private Path bin;
  private Path cache;
  private ToolLocator locator;

  @BeforeEach
  void makeLocator() throws IOException {
    bin = Files.createDirectory(directory.resolve("bin"));
    cache = Files.createDirectory(directory.resolve("cache"));
    Map<String, String> environment = Map.of("PATH", bin + ":/usr/bin:/bin");
    locator =
        new ToolLocator(
            new CommonsExecProcessRunner(environment),
            environment,
            Optional.of(cache),
            () -> requires,
            new TestRedactor(),
            new Cancellation());
  }

  @Test
  void toolOnThePathComesBeforeTheCache() throws IOException {
    program(cache, "helm", "echo v3.14.0");
    program(bin, "helm", "echo v3.20.2");

    assertThat(locator.find(ToolKind.HELM))
        .isEqualTo(new Tool("helm", bin.resolve("helm"), new ToolVersion(3, 20, 2, "")));
    assertThat(locator.versions()).containsExactly(Map.entry("helm", "3.20.2"));
  }

  @Test
  void cacheIsSearchedLast() throws IOException {
    program(cache, "helm", "echo v3.14.0+g123");

    assertThat(locator.find(ToolKind.HELM).program()).isEqualTo(cache.resolve("helm"));
  }

  @Test
  void versionIsAskedOnce() throws IOException {
    program(bin, "helm", "echo x >> " + directory.resolve("calls") + "; echo v3.20.2");

    locator.find(ToolKind.HELM);
    locator.find(ToolKind.HELM);

    assertThat(directory.resolve("calls")).hasContent("x\n");
  }

  @Test
  void missingToolSaysWhereItWasLookedForAndWhatToDo() {
    Diagnostic problem = problem(ToolKind.HELM);

    assertThat(problem.code()).isEqualTo("missing-tool");
    assertThat(problem.summary()).isEqualTo("`helm` is needed, and was not found");
    assertThat(problem.details())
        .containsExactly("`helm` is not on the PATH (" + bin + ":/usr/bin:/bin), nor in " + cache);
    assertThat(problem.hint().orElseThrow()).contains("install helm >=3.13 <5 (https://helm.sh/");
  }

  @Test
  void oldTerraformIsRefusedWithWhatWasFound() throws IOException {
    program(bin, "terraform", "echo '{\"terraform_version\": \"1.5.7\"}'");

    Diagnostic problem = problem(ToolKind.TERRAFORM);

    assertThat(problem.summary())
        .isEqualTo("`terraform` is version 1.5.7, but deployctl needs >=1.6");
    assertThat(problem.details()).containsExactly("found at " + bin.resolve("terraform"));
  }

  @Test
  void rangeOfTheProjectIsChecked() throws IOException {
    program(bin, "helm", "echo v3.20.2");
    requires.put("helm", ">=3.21, <4");

    assertThat(problem(ToolKind.HELM).summary())
        .isEqualTo("`helm` is version 3.20.2, but the project needs >=3.21, <4");
  }

  @Test
  void rangeThatIsNoneIsSaid() throws IOException {
    program(bin, "helm", "echo v3.20.2");
    requires.put("helm", "latest");

    assertThat(problem(ToolKind.HELM).summary())
        .isEqualTo("`requires.helm` is no version range: `latest`");
  }

  @Test
  void programThatTellsNoVersionIsRefusedWithItsWords() throws IOException {
    program(bin, "helm", "echo 'segmentation fault' >&2; exit 1");

    assertThat(problem(ToolKind.HELM).details()).endsWith("it said: segmentation fault");
  }

  @Test
  void firstOfSeveralToolsThatIsThereWins() throws IOException {
    program(bin, "tofu", "echo '{\"terraform_version\": \"1.12.0\"}'");

    Tool tool = locator.find(ToolKind.TERRAFORM, ToolKind.TOFU);

    assertThat(tool)
        .isEqualTo(new Tool("tofu", bin.resolve("tofu"), new ToolVersion(1, 12, 0, "")));
  }

  @Test
  void toolAtAPathIsTheOneThatIsUsed() throws IOException {
    program(bin, "helm", "echo v3.20.2");
    program(directory, "my-helm", "echo v3.15.0");

    assertThat(locator.at(ToolKind.HELM, "./my-helm", directory).version())
        .isEqualTo(new ToolVersion(3, 15, 0, ""));
    assertThatThrownBy(() -> locator.at(ToolKind.HELM, "./gone", directory))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown ->
                assertThat(thrown.diagnostics().get(0).details())
                    .containsExactly("`./gone` does not exist"));
  }

  @Test
  void toolThatGivesValuesIsNoPartOfWhatAPlanWasMadeWith() throws IOException {
    program(bin, "sops", "test \"$1\" = --disable-version-check && echo sops 3.13.3");

    assertThat(locator.find(ToolKind.SOPS).version()).isEqualTo(new ToolVersion(3, 13, 3, ""));
    assertThat(locator.versions()).isEmpty();
  }

  @Test
  void projectNamesOpenTofuByItsOwnName() throws IOException {
    program(bin, "tofu", "echo '{\"terraform_version\": \"1.12.0\"}'");
    requires.put("opentofu", ">=1.13");

    assertThat(problem(ToolKind.TOFU).summary())
        .isEqualTo("`tofu` is version 1.12.0, but the project needs >=1.13");
  }

  @Test
  void preReleaseComesBeforeItsRelease() {
    VersionRange range = VersionRange.parse(">=3.13 <5").orElseThrow();

    assertThat(allows(range, "v3.13.0")).isTrue();
    assertThat(allows(range, "4.1")).isTrue();
    assertThat(allows(range, "3.13.0-rc.1")).isFalse();
    assertThat(allows(range, "3.9.4")).isFalse();
    assertThat(allows(range, "5.0.0")).isFalse();
    assertThat(VersionRange.parse(">=3.13 && <5")).isEmpty();
    assertThat(VersionRange.parse("")).isEmpty();
    assertThat(allows(VersionRange.parse("1.2").orElseThrow(), "1.2.0")).isTrue();
  }

  private static boolean allows(VersionRange range, String version) {
    return range.allows(ToolVersion.parse(version).orElseThrow());
  }

  private Diagnostic problem(ToolKind kind) {
    DeployctlException[] caught = new DeployctlException[1];
    assertThatThrownBy(() -> locator.find(kind))
        .isInstanceOfSatisfying(DeployctlException.class, thrown -> caught[0] = thrown);
    return caught[0].diagnostics().get(0);
  }

  private static void program(Path where, String name, String body) throws IOException {
    Path file = Files.writeString(where.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
