package io.deployctl.providers.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.json.Json;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.process.Tool;
import io.deployctl.providers.process.ToolKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Values of files that SOPS encrypted ({@code sops:FILE#KEY.KEY}), decrypted by the real {@code
 * sops}. The plain text comes over its standard output and stays in memory. Each file is decrypted
 * once. Keys are found as {@code sops} finds them; for age by {@code SOPS_AGE_KEY}, {@code
 * SOPS_AGE_KEY_FILE} or in {@code ~/.config/sops/age/keys.txt}.
 */
final class SopsSource implements SecretSource {
  private static final JsonMapper JSON = Json.mapper();
  private static final String KEY_VARIABLE = "SOPS_AGE_KEY";

  private final SecretServices services;
  private final Duration timeout;
  private final Map<Path, Decryption> files = new ConcurrentHashMap<>();

  /** How decrypting a file ended: the file, or what is wrong with it. */
  private record Decryption(Optional<DecryptedFile> file, List<Diagnostic> problems) {}

  /**
   * Makes the source.
   *
   * @param timeout how long a file may take: {@code sops} may have to ask a server for a key
   */
  SopsSource(SecretServices services, Duration timeout) {
    this.services = services;
    this.timeout = timeout;
  }

  @Override
  public SecretText read(String reference) {
    String shown = "sops:" + reference;
    SopsReference what =
        SopsReference.parse(reference)
            .orElseThrow(
                () ->
                    SecretSource.refuse(
                        shown, "it names no value of a file", "Write `sops:FILE#KEY.KEY`"));
    Path file = existing(what.file(), shown);
    Decryption decryption = files.computeIfAbsent(file, path -> decryption(path, what.file()));
    return decryption
        .file()
        .orElseThrow(() -> new DeployctlException(ExitStatus.INVALID, decryption.problems()))
        .text(what.path(), shown);
  }

  private Path existing(String name, String shown) {
    try {
      Path file = services.projectDirectory().resolve(name).toAbsolutePath().normalize();
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException invalid) {
      throw SecretSource.refuse(shown, "it is no file name", "Name a file of the project");
    }
    throw SecretSource.refuse(
        shown, "the file does not exist", "Names are relative to the project's directory");
  }

  /** What is wrong with a file is wrong for each of its values: it is said once, of the file. */
  private Decryption decryption(Path file, String name) {
    try {
      return new Decryption(Optional.of(new DecryptedFile(decrypt(file, name))), List.of());
    } catch (DeployctlException failed) {
      SourcePosition place = SourcePosition.ofFile(name);
      Stream<Diagnostic> problems = failed.diagnostics().stream().map(one -> one.at(place));
      return new Decryption(Optional.empty(), problems.toList());
    }
  }

  private JsonNode decrypt(Path file, String name) {
    Tool sops = services.tools().find(ToolKind.SOPS);
    ToolResult result =
        services.runner().run(command(sops, file), services.redactor(), services.cancellation());
    if (!result.succeeded()) {
      throw SopsFailure.of(name, result, timeout, services.redactor());
    }
    if (result.outputTruncated()) {
      throw SopsFailure.of(name, "it is too large", "Keep secrets in a file of their own");
    }
    try {
      return JSON.readTree(result.output());
    } catch (JsonProcessingException noJson) {
      // The parser quotes what it can't read, which may be a secret.
      throw SopsFailure.of(
          name, "what `sops` printed is no JSON", "See that `" + sops.program() + "` is SOPS");
    }
  }

  private ToolCommand command(Tool sops, Path file) {
    Map<String, SecretText> keys = new HashMap<>();
    Optional.ofNullable(services.variables().get(KEY_VARIABLE))
        .ifPresent(key -> keys.put(KEY_VARIABLE, new SecretText(key)));
    return new ToolCommand(
        List.of(sops.program().toString(), "--decrypt", "--output-type", "json", file.toString()),
        services.projectDirectory(),
        Map.of(),
        keys,
        Optional.empty(),
        timeout,
        line -> {});
  }
}
