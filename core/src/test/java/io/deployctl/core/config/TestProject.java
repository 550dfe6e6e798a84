package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.FieldType;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A project in a temporary directory, and what it is loaded with. */
final class TestProject {
  static final List<Schema> PROVIDERS =
      List.of(
          new Schema(
              "manifests",
              "Objects of files",
              List.of(
                  Field.optional("paths", FieldType.TEXTS, "Where"),
                  Field.optional("with", FieldType.MAP, "Parameters"),
                  Field.optional("replicas", FieldType.INTEGER, "How many"),
                  Field.optional("timeout", FieldType.DURATION, "How long"),
                  Field.optional("force", FieldType.BOOLEAN, "Whether"),
                  Field.optional("mode", FieldType.TEXT, "How").oneOf("fast", "safe"),
                  Field.optional("ignore", FieldType.RECORDS, "Fields of others")
                      .of(ProjectSchema.ignore()),
                  Field.optional("checks", FieldType.RECORDS, "What")
                      .of(
                          new Schema(
                              "check",
                              "One",
                              List.of(
                                  Field.required("kind", FieldType.TEXT, "The object's kind"),
                                  Field.optional("name", FieldType.TEXT, "Its name")))))),
          new Schema(
              "exec",
              "A command",
              List.of(Field.required("command", FieldType.TEXTS, "What to run"))));

  final Path directory;
  final Map<String, String> variables = new TreeMap<>();
  final List<String> sets = new ArrayList<>();
  final List<String> reads = new ArrayList<>();
  final List<SecretText> registered = new ArrayList<>();
  final Map<String, String> secrets = new TreeMap<>();
  private boolean allowOverrides;

  TestProject(Path directory) {
    this.directory = directory;
  }

  /** A project with one stage and one step, and the given values. */
  static TestProject withValues(Path directory, String values) {
    return new TestProject(directory)
        .file("deployctl.yaml", minimal())
        .file("environments/default.yaml", values);
  }

  static String minimal() {
    return """
        project: shop
        stages:
          - name: all
            steps:
              - name: api
                manifests: {paths: [api]}
        """;
  }

  TestProject file(String name, String content) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  TestProject variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  TestProject set(String set) {
    sets.add(set);
    return this;
  }

  TestProject secret(String reference, String text) {
    secrets.put(reference, text);
    return this;
  }

  TestProject allowOverrides() {
    allowOverrides = true;
    return this;
  }

  LoadRequest request(String... environment) {
    return new LoadRequest(
        directory,
        environment.length == 0 ? Optional.empty() : Optional.of(environment[0]),
        variables,
        sets,
        allowOverrides,
        PROVIDERS,
        new Reader(),
        new RecordingRedactor());
  }

  LoadedProject open(String... environment) {
    return ConfigLoader.open(request(environment));
  }

  Deployment load(String... environment) {
    return open(environment).deployment(Optional.empty());
  }

  Map<String, Object> values(String... environment) {
    return open(environment).view().values();
  }

  /** Loads, which must fail, and returns the problems, a line each. */
  List<String> problems(String... environment) {
    try {
      load(environment);
    } catch (DeployctlException refused) {
      return refused.diagnostics().stream().map(TestProject::line).toList();
    }
    throw new AssertionError("it was loaded");
  }

  static String line(Diagnostic diagnostic) {
    return diagnostic.position().map(p -> p + ": ").orElse("")
        + diagnostic.summary()
        + diagnostic.hint().map(hint -> " | " + hint).orElse("");
  }

  /** Gives out what the test says, and notes what was asked. */
  private final class Reader implements SecretReader {
    @Override
    public Set<String> sources() {
      return Set.of("env", "file");
    }

    @Override
    public SecretText read(String source, String reference) {
      reads.add(source + ":" + reference);
      String text = secrets.get(source + ":" + reference);
      if (text == null) {
        throw DeployctlException.invalid(
            Diagnostic.error("secret", "there is no " + source + ":" + reference));
      }
      return new SecretText(text);
    }
  }

  private final class RecordingRedactor implements Redactor {
    @Override
    public void register(SecretText secret) {
      registered.add(secret);
    }

    @Override
    public String redact(String text) {
      return text;
    }

    @Override
    public Filter newFilter() {
      throw new UnsupportedOperationException();
    }
  }
}
