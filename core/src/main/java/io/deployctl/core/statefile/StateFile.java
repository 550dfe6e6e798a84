package io.deployctl.core.statefile;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.container.Container;
import io.deployctl.core.container.FileForm;
import io.deployctl.core.container.SealedEntries;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.Damages;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.IndexJson;
import io.deployctl.core.store.InventoryJson;
import io.deployctl.core.store.ReleaseJson;
import io.deployctl.core.store.StateImage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment's whole state in a file. What can hold secrets is sealed, so that no secret stands
 * in it as text; but the key is in it too, so that whoever has the file can open all of it.
 *
 * @param head where it comes from
 * @param image the state
 */
public record StateFile(StateFileHead head, StateImage image) {
  private static final FileForm FORM =
      new FileForm(
          "deployctl-state\r\n",
          1,
          "state file",
          "give the file that `deployctl state export --out FILE` wrote",
          "make it again with `deployctl state export --out FILE`");

  private static final JsonMapper MAPPER = Json.mapper();
  private static final String STATE = "state.json";
  private static final String INDEX = "index.json";
  private static final String INVENTORY = "inventory.json";
  private static final String KEY = "key";

  /** Refuses nulls. */
  public StateFile {
    requireNonNull(head, "head is null");
    requireNonNull(image, "image is null");
  }

  /** Returns the file's bytes, which are as secret as everything that the environment keeps. */
  public byte[] write() {
    // Where the environment's key was lost, what could be read still is not written in the clear.
    EnvironmentKey key = image.key().orElseGet(EnvironmentKey::random);
    SealedEntries sealed = new SealedEntries(new TreeMap<>(), key.sealing());
    ObjectNode record = MAPPER.createObjectNode();
    writeHead(record.putObject("head"));
    record.put("keyIsTheEnvironments", image.key().isPresent());
    ArrayNode releases = record.putArray("releases");
    image.releases().keySet().forEach(number -> releases.add(number.toString()));
    ArrayNode contents = record.putArray("contents");
    image
        .contents()
        .forEach(
            (reference, content) -> {
              Digest unused = sealed.put(name(reference), content);
              contents
                  .addObject()
                  .put("digest", reference.digest().value())
                  .put("placement", reference.placement().word())
                  .put("size", reference.size());
            });
    ArrayNode missing = record.putArray("missing");
    image.missing().forEach(missing::add);
    SortedMap<String, byte[]> entries = sealed.with(STATE, Json.bytes(record));
    entries.put(INDEX, IndexJson.write(image.index()));
    entries.put(INVENTORY, InventoryJson.write(image.inventory()));
    entries.put(KEY, key.reveal());
    image
        .releases()
        .forEach((number, release) -> entries.put(release(number), ReleaseJson.write(release)));
    return Container.write(FORM, entries, seal(Container.id(entries), key));
  }

  /**
   * Reads a file.
   *
   * @throws DeployctlException when it is no state file, cut off, changed, or of a newer form
   */
  public static StateFile read(byte[] file) {
    Container container = Container.read(FORM, requireNonNull(file, "file is null"));
    try {
      return new Reading(container).file();
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw FORM.changed(wrong.getMessage());
    } catch (DeployctlException damaged) {
      if (damaged.status() == ExitStatus.INVALID || Damages.isNewer(damaged)) {
        throw damaged;
      }
      throw FORM.changed(damaged.diagnostics().get(0).summary());
    }
  }

  private void writeHead(ObjectNode node) {
    node.put("exportedAt", head.exportedAt().toString());
    node.put("exportedBy", head.exportedBy());
    node.put("deployctl", head.deployctl());
    head.target()
        .ifPresent(
            target ->
                node.putObject("target")
                    .put("clusterId", target.clusterId())
                    .put("server", target.server()));
    node.put("namespace", head.namespace());
    head.stateNamespace().ifPresent(namespace -> node.put("stateNamespace", namespace));
  }

  private static String name(ContentRef reference) {
    return SealedEntries.name(reference.digest(), reference.placement());
  }

  private static String release(int number) {
    return "release/" + number;
  }

  private static Container.Seal seal(Digest id, EnvironmentKey key) {
    return new Container.Seal(key.tagger().tag("deployctl state file v1 " + id.value()).value());
  }

  /**
   * One reading: every entry has to be named by something, and everything named has to be there.
   */
  private static final class Reading {
    private final SortedMap<String, byte[]> entries;
    private final Container container;
    private final Set<String> named = new HashSet<>();

    Reading(Container container) {
      this.container = container;
      this.entries = container.entries();
    }

    StateFile file() {
      RecordReader record = record(entry(STATE));
      EnvironmentKey key = EnvironmentKey.of(entry(KEY));
      if (!container.seal().equals(seal(container.id(), key))) {
        throw FORM.changed("its seal was not made with the key that is in it");
      }
      StateFileHead head = head(record.object("head"));
      SortedMap<Integer, Release> releases = new TreeMap<>();
      for (String text : record.texts("releases")) {
        int number = Integer.parseInt(text);
        releases.put(number, ReleaseJson.read(entry(release(number)), "release " + number));
      }
      StateImage image =
          new StateImage(
              IndexJson.read(entry(INDEX), "the index"),
              record.flag("keyIsTheEnvironments") ? Optional.of(key) : Optional.empty(),
              InventoryJson.read(entry(INVENTORY), "the inventory"),
              releases,
              contents(record, new SealedEntries(entries, key.sealing())),
              record.texts("missing"));
      if (!named.equals(entries.keySet())) {
        throw FORM.changed("it has contents that nothing in it names");
      }
      return new StateFile(head, image);
    }

    private Map<ContentRef, Content> contents(RecordReader record, SealedEntries sealed) {
      Map<ContentRef, Content> contents = new LinkedHashMap<>();
      for (RecordReader one : record.objects("contents")) {
        ContentRef reference =
            new ContentRef(
                new Digest(one.text("digest")),
                Placement.parse(one.text("placement")),
                one.integer("size"));
        named.add(name(reference));
        contents.put(
            reference, sealed.get(name(reference), reference.digest(), reference.placement()));
      }
      return contents;
    }

    private byte[] entry(String name) {
      named.add(name);
      byte[] bytes = entries.get(name);
      if (bytes == null) {
        throw new IllegalArgumentException("a part of it is missing");
      }
      return bytes;
    }

    private static StateFileHead head(RecordReader reader) {
      return new StateFileHead(
          Instant.parse(reader.text("exportedAt")),
          reader.text("exportedBy"),
          reader.text("deployctl"),
          reader.optionalObject("target").map(Reading::target),
          reader.text("namespace"),
          reader.optionalText("stateNamespace"));
    }

    private static Target target(RecordReader reader) {
      return new Target(
          reader.text("clusterId"), reader.text("server"), Optional.empty(), Optional.empty());
    }

    private static RecordReader record(byte[] json) {
      try {
        return new RecordReader(MAPPER.readTree(json), "");
      } catch (IOException noJson) {
        throw new IllegalArgumentException("a part of it is no JSON", noJson);
      }
    }
  }
}
