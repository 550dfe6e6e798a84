package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.ValuePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Manifests as content of a plan or a release: canonical JSON, compressed. What has a secret in it
 * is kept apart: Secrets by namespace, other objects with secrets sealed.
 */
final class ObjectsPayload {
  private static final String OPEN = "objects";
  private static final String SEALED = "objects.sealed";
  private static final String SECRETS = "secrets.";
  private static final int LARGEST = 256 << 20;

  private ObjectsPayload() {}

  /** Returns the manifests as content. */
  static SortedMap<String, Content> write(Collection<Manifest> manifests) {
    SortedMap<String, List<Manifest>> groups = new TreeMap<>();
    for (Manifest manifest : manifests) {
      groups.computeIfAbsent(name(manifest), name -> new ArrayList<>()).add(manifest);
    }
    SortedMap<String, Content> payload = new TreeMap<>();
    groups.forEach((name, group) -> payload.put(name, content(name, zipped(json(group)))));
    return payload;
  }

  /** Returns whether the content of that name holds manifests. */
  static boolean isObjects(String name) {
    return name.equals(OPEN) || name.equals(SEALED) || name.startsWith(SECRETS);
  }

  /** Returns the manifests of the content, by identity. */
  static SortedMap<ResourceId, Manifest> read(Map<String, Content> payload) {
    SortedMap<ResourceId, Manifest> manifests = new TreeMap<>();
    payload.forEach(
        (name, content) -> {
          if (isObjects(name)) {
            for (JsonNode entry : Trees.parse(unzipped(content.bytes())).path("objects")) {
              Manifest manifest = manifest(entry);
              manifests.put(manifest.id(), manifest);
            }
          }
        });
    return manifests;
  }

  /** Returns the manifests that the newest release holds of a step, by identity. */
  static SortedMap<ResourceId, Manifest> previous(StepScope scope) {
    return scope
        .previous()
        .filter(restoration -> restoration.provider().equals(ManifestsProvider.NAME))
        .map(restoration -> read(restoration.payload()))
        .orElse(new TreeMap<>());
  }

  private static String name(Manifest manifest) {
    if (manifest.is("", "Secret")) {
      return SECRETS + manifest.id().namespace();
    }
    return manifest.sensitive().isEmpty() ? OPEN : SEALED;
  }

  private static Content content(String name, byte[] bytes) {
    if (name.startsWith(SECRETS)) {
      return Content.ofSecretsIn(name.substring(SECRETS.length()), bytes);
    }
    return name.equals(SEALED) ? Content.sealed(bytes) : Content.open(bytes);
  }

  private static byte[] json(List<Manifest> manifests) {
    ObjectNode root = Trees.object();
    ArrayNode objects = root.putArray("objects");
    manifests.stream()
        .sorted(Comparator.comparing(Manifest::id))
        .forEach(
            manifest -> {
              ObjectNode entry = objects.addObject();
              entry.set("body", manifest.body());
              ArrayNode sensitive = entry.putArray("sensitive");
              manifest.sensitive().stream()
                  .sorted(Comparator.comparing(ValuePath::toString))
                  .forEach(path -> path.segments().forEach(sensitive.addArray()::add));
              if (!manifest.ignored().isEmpty()) {
                manifest.ignored().write(entry.putArray("ignored"));
              }
            });
    return Trees.canonicalBytes(root);
  }

  private static Manifest manifest(JsonNode entry) {
    ObjectNode body = (ObjectNode) entry.path("body");
    String apiVersion = body.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    JsonNode metadata = body.path("metadata");
    ResourceId id =
        new ResourceId(
            slash < 0 ? "" : apiVersion.substring(0, slash),
            body.path("kind").asText(),
            metadata.path("namespace").asText(""),
            metadata.path("name").asText());
    Set<ValuePath> sensitive = new HashSet<>();
    for (JsonNode path : entry.path("sensitive")) {
      List<String> segments = new ArrayList<>();
      path.forEach(segment -> segments.add(segment.asText()));
      sensitive.add(new ValuePath(segments));
    }
    Ignored ignored = Ignored.read(entry.path("ignored"));
    return new Manifest(id, apiVersion, body, sensitive, Map.of(), ignored, Optional.empty());
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("compressing in memory", impossible);
    }
    return out.toByteArray();
  }

  private static byte[] unzipped(byte[] bytes) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = gzip.readNBytes(LARGEST + 1);
      if (plain.length > LARGEST) {
        throw new IllegalArgumentException("a release's objects are larger than they can be");
      }
      return plain;
    } catch (IOException damaged) {
      throw new IllegalArgumentException("a release's objects are damaged", damaged);
    }
  }
}
