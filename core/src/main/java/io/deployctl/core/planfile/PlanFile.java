package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.container.Container;
import io.deployctl.core.container.SealedEntries;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.store.EnvironmentKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A plan file that was read. Its id and head can be seen by everybody; what it holds besides is
 * opened, and known to be what was written, under the environment's key only.
 */
public final class PlanFile {
  /** How many bytes of a file it takes to tell whether it is a plan file. */
  public static final int BEGINNING = Damage.FORM.magic().length();

  private static final JsonMapper MAPPER = Json.mapper();
  private static final String PLAN = "plan.json";
  private static final String RECIPE = "recipe";
  private static final String SOURCE = "source";

  private final Container container;
  private final PlanFileHead head;

  private PlanFile(Container container, PlanFileHead head) {
    this.container = container;
    this.head = head;
  }

  /**
   * Reads a file.
   *
   * @throws DeployctlException when it is no plan file, cut off, changed, or of a newer form
   */
  public static PlanFile read(byte[] file) {
    Container container = Container.read(Damage.FORM, requireNonNull(file, "file is null"));
    PlanFileHead head = record(container, reader -> HeadJson.read(reader.object("head")));
    return new PlanFile(container, head);
  }

  /** Returns whether a file that begins with these bytes is a plan file. */
  public static boolean isBeginning(byte[] bytes) {
    return Damage.FORM.isBeginning(bytes);
  }

  /** Returns the plan's id: another plan, or the same made again, has another one. */
  public Digest id() {
    return container.id();
  }

  /** Returns what everybody may read. Trust it only once {@link #open} has succeeded. */
  public PlanFileHead head() {
    return head;
  }

  /**
   * Opens what the file holds.
   *
   * @throws DeployctlException when it was not written under this key, or was changed since
   */
  public SealedPlan open(EnvironmentKey key) {
    if (!isEqual(container.seal().tag(), seal(container.id(), key).tag())) {
      throw Damage.notAuthentic();
    }
    SealedEntries entries = new SealedEntries(container.entries(), key.sealing());
    Set<String> named = new HashSet<>(Set.of(PLAN));
    Function<RecordReader, Content> contents =
        reference -> {
          Digest digest = new Digest(reference.text("digest"));
          Placement placement = Placement.parse(reference.text("placement"));
          String name = SealedEntries.name(digest, placement);
          named.add(name);
          return entries.get(name, digest, placement);
        };
    SealedPlan plan =
        record(
            container,
            reader -> {
              Content recipe = sealed(reader, RECIPE, entries, named);
              return new SealedPlan(
                  head,
                  reader.objects("steps").stream()
                      .map(one -> StepJson.read(one, contents))
                      .toList(),
                  RecipeJson.read(tree(recipe.bytes())),
                  sealed(reader, SOURCE, entries, named));
            });
    if (!named.equals(container.entries().keySet())) {
      throw Damage.changed("it has contents that nothing in it names");
    }
    return plan;
  }

  /** Returns the bytes of a file that holds the plan, under the environment's key. */
  public static byte[] write(SealedPlan plan, EnvironmentKey key) {
    SealedEntries entries = new SealedEntries(new TreeMap<>(), key.sealing());
    ObjectNode record = MAPPER.createObjectNode();
    record.set("head", HeadJson.write(plan.head()));
    Content recipe = Content.sealed(bytes(RecipeJson.write(plan.recipe())));
    record.put(RECIPE, entries.put(RECIPE, recipe).value());
    record.put(SOURCE, entries.put(SOURCE, plan.source()).value());
    ArrayNode steps = record.putArray("steps");
    for (SealedStep step : plan.steps()) {
      for (Content content : step.plan().payload().values()) {
        entries.put(SealedEntries.name(content.digest(), content.placement()), content);
      }
      steps.add(StepJson.write(step));
    }
    SortedMap<String, byte[]> all = entries.with(PLAN, bytes(record));
    return Container.write(Damage.FORM, all, seal(Container.id(all), key));
  }

  private static Content sealed(
      RecordReader reader, String name, SealedEntries entries, Set<String> named) {
    named.add(name);
    return entries.get(name, new Digest(reader.text(name)), new Placement.Sealed());
  }

  private static Container.Seal seal(Digest id, EnvironmentKey key) {
    return new Container.Seal(key.tagger().tag("deployctl plan file v1 " + id.value()).value());
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static <T> T record(Container container, Function<RecordReader, T> read) {
    List<String> needed = List.of(PLAN, RECIPE, SOURCE);
    if (!container.entries().keySet().containsAll(needed)) {
      throw Damage.changed("a part of it is missing");
    }
    try {
      return read.apply(tree(container.entries().get(PLAN)));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw Damage.changed(wrong.getMessage());
    }
  }

  private static RecordReader tree(byte[] json) {
    try {
      return new RecordReader(MAPPER.readTree(json), "");
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException("a part of it is no JSON", noJson);
    } catch (IOException impossible) {
      throw new IllegalArgumentException("a part of it can't be read", impossible);
    }
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }
}
