package io.deployctl.core.planfile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.deployctl.core.container.Container;
import io.deployctl.core.container.SealedEntries;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Zipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A plan file that was read. Its id and head can be seen by everybody; what it holds besides is
 * opened, and known to be what was written, under the environment's key only.
 */
public final class PlanFile {
  /** How many bytes of a file it takes to tell whether it is a plan file. */
  public static final int BEGINNING = Damage.FORM.magic().length();

  private static final JsonMapper MAPPER = Json.mapper();

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
    if (!isEqual(container.seal().tag(), PlanDraft.seal(container.id(), key).tag())) {
      throw Damage.notAuthentic();
    }
    SealedEntries entries = new SealedEntries(container.entries(), key.sealing());
    Set<String> named = new HashSet<>(Set.of(PlanDraft.PLAN));
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
              Content recipe = sealed(reader, PlanDraft.RECIPE, entries, named);
              return new SealedPlan(
                  head,
                  reader.objects("steps").stream()
                      .map(one -> StepJson.read(one, contents))
                      .toList(),
                  RecipeJson.read(tree(recipe.bytes())),
                  sealed(reader, PlanDraft.SOURCE, entries, named));
            });
    if (!named.equals(container.entries().keySet())) {
      throw Damage.changed("it has contents that nothing in it names");
    }
    return plan;
  }

  private static Content sealed(
      RecordReader reader, String name, SealedEntries entries, Set<String> named) {
    named.add(name);
    return entries.get(name, new Digest(reader.text(name)), new Placement.Sealed());
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static <T> T record(Container container, Function<RecordReader, T> read) {
    List<String> needed = List.of(PlanDraft.PLAN, PlanDraft.RECIPE, PlanDraft.SOURCE);
    if (!container.entries().keySet().containsAll(needed)) {
      throw Damage.changed("a part of it is missing");
    }
    try {
      byte[] plan =
          Zipped.unpack(container.entries().get(PlanDraft.PLAN))
              .orElseThrow(() -> Damage.changed("a part of it can't be unpacked"));
      return read.apply(tree(plan));
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
}
