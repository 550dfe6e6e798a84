package io.deployctl.providers.smoke;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of a step's scenario. */
public final class ScenarioFile {
  private static final int LARGEST = 1 << 20;

  private final Path directory;
  private final Settings settings;

  /**
   * Makes one.
   *
   * @param directory the project's
   * @param settings the step's; what is not known of them yet may stand there as unknown
   */
  public ScenarioFile(Path directory, Settings settings) {
    this.directory = requireNonNull(directory, "directory is null").toAbsolutePath().normalize();
    this.settings = requireNonNull(settings, "settings is null");
  }

  /** Returns everything that is wrong with the scenario, as far as it can be told by its file. */
  public List<Diagnostic> problems() {
    if (settings.find("scenario").filter(Value.Scalar.class::isInstance).isEmpty()) {
      return List.of();
    }
    boolean hasBase = settings.find("url").isPresent() || settings.find("service").isPresent();
    try {
      Scenario unused =
          ScenarioReader.read(name(), content(), settings.map("vars").entries().keySet(), hasBase);
      return List.of();
    } catch (DeployctlException wrong) {
      return wrong.diagnostics();
    }
  }

  /** Returns its name, as the settings have it. */
  String name() {
    return settings.text("scenario");
  }

  /**
   * Returns what is in it.
   *
   * @throws DeployctlException when it can't be read
   */
  byte[] content() {
    String file = name();
    Path path = directory.resolve(file).normalize();
    if (!path.startsWith(directory)) {
      throw settings.wrong("scenario", "the scenario " + file + " lies outside of the project");
    }
    if (!Files.exists(path)) {
      throw settings.wrong("scenario", "the scenario " + file + " does not exist");
    }
    if (!Files.isRegularFile(path)) {
      throw settings.wrong("scenario", "the scenario " + file + " is no file");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] content = stream.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw settings.wrong("scenario", "the scenario " + file + " is larger than 1 MiB");
      }
      return content;
    } catch (IOException unreadable) {
      throw settings.wrong("scenario", "the scenario " + file + " can't be read");
    }
  }
}
