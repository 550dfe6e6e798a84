package io.deployctl.providers.input;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.Unfinished;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.providers.process.TestRedactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Builds the scope of one step for a test, and remembers what the step told. */
public final class TestScope {
  private static final Origin HERE = new Origin.BuiltIn("test");

  private final Path project;
  private final Path work;
  private final TestRedactor redactor = new TestRedactor();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Value> settings = new LinkedHashMap<>();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private Optional<Restoration> previous = Optional.empty();
  private Optional<String> previousIdentity = Optional.empty();
  private Optional<Unfinished> unfinished = Optional.empty();
  private String step = "step";
  private String namespace = "default";
  private int sessions;

  /** Starts with a step named {@code step} without settings. */
  public TestScope(Path project, Path work) {
    this.project = project;
    this.work = work;
  }

  /** Sets a setting from maps, lists and scalars; a {@link Value} stays what it is. */
  public TestScope set(String key, Object tree) {
    settings.put(key, value(tree));
    return this;
  }

  /** Takes a setting away. */
  public TestScope unset(String key) {
    settings.remove(key);
    return this;
  }

  /** Sets a value of the environment. */
  public TestScope value(String key, Object tree) {
    values.put(key, value(tree));
    return this;
  }

  /** Names the step. */
  public TestScope step(String name) {
    step = name;
    return this;
  }

  /** Sets the environment's namespace. */
  public TestScope namespace(String name) {
    namespace = name;
    return this;
  }

  /** Sets what the newest release holds of the step. */
  public TestScope previous(Optional<Restoration> restoration, String identity) {
    previous = restoration;
    previousIdentity = Optional.of(identity);
    return this;
  }

  /** Sets what an earlier run began in the step. */
  public TestScope unfinished(Digest inputs, Map<String, String> found, boolean done) {
    return unfinished(inputs, found, done ? Unfinished.End.DONE : Unfinished.End.UNKNOWN);
  }

  /** Sets what an earlier run began in the step, and what became of it. */
  public TestScope unfinished(Digest inputs, Map<String, String> found, Unfinished.End end) {
    Attempt attempt = new Attempt(TestGate.RUN, inputs, new TreeMap<>(found), Instant.EPOCH);
    unfinished = Optional.of(new Unfinished(attempt, end));
    return this;
  }

  /** Returns a secret. */
  public static Value secret(String text) {
    return new Value.Secret(
        new SecretText(text), true, Set.of(new Origin.Secret("env:TEST_SECRET")));
  }

  /** Returns a value that waits on an output. */
  public static Value unknown(String step, String output) {
    return new Value.Unknown(
        Set.of(new StepOutputRef(new StepId(step), output)), false, Set.of(HERE));
  }

  /** Returns the tree as a value. */
  public static Value value(Object tree) {
    if (tree instanceof Value value) {
      return value;
    }
    if (tree instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((key, entry) -> entries.put(key.toString(), value(entry)));
      return new Value.Mapping(entries, Set.of(HERE));
    }
    if (tree instanceof List<?> list) {
      return new Value.Sequence(list.stream().map(TestScope::value).toList(), Set.of(HERE));
    }
    return new Value.Scalar(Optional.ofNullable(tree), Set.of(HERE));
  }

  /** Returns the scope, with a work directory of its own. */
  public StepScope build() {
    try {
      Path directory = Files.createDirectories(work.resolve("session-" + ++sessions));
      return new StepScope(
          new StepId(step),
          new EnvironmentIdentity("shop", "production", "0b8e7c1e-0000-4000-8000-000000000001"),
          namespace,
          new Settings(new Value.Mapping(settings, Set.of(HERE))),
          new Value.Mapping(values, Set.of(HERE)),
          previous,
          previousIdentity,
          unfinished,
          Inventory.EMPTY,
          Set.of(),
          false,
          project,
          directory,
          new Tagger(
              "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          redactor,
          progress::add,
          cancellation);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns what the step told. */
  public List<String> progress() {
    return List.copyOf(progress);
  }

  /** Returns the redactor of all scopes. */
  public TestRedactor redactor() {
    return redactor;
  }

  /** Returns the cancellation of all scopes. */
  public Cancellation cancellation() {
    return cancellation;
  }
}
