package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns rendered documents into manifests; lists become their items. */
final class ManifestReader {
  private final Diagnostics problems;

  /**
   * Makes one.
   *
   * @param problems takes what is wrong
   */
  ManifestReader(Diagnostics problems) {
    this.problems = problems;
  }

  /** Returns the document's objects. */
  List<Manifest> read(RenderedDocument document) {
    List<Manifest> manifests = new ArrayList<>();
    read(document, ValuePath.ROOT, Trees.of(document.tree()), manifests);
    return manifests;
  }

  private void read(
      RenderedDocument document, ValuePath at, JsonNode body, List<Manifest> manifests) {
    if (isList(body)) {
      for (int i = 0; i < body.path("items").size(); i++) {
        ValuePath item = at.child("items").child(Integer.toString(i));
        read(document, item, body.path("items").get(i), manifests);
      }
      return;
    }
    List<Diagnostic> wrong = new ArrayList<>();
    String apiVersion = required(document, at, body, "apiVersion", wrong);
    String kind = required(document, at, body, "kind", wrong);
    String name = name(document, at, body, wrong);
    if (!wrong.isEmpty()) {
      problems.addAll(wrong);
      return;
    }
    int slash = apiVersion.indexOf('/');
    String namespace = body.path("metadata").path("namespace").asText("");
    ResourceId id =
        new ResourceId(slash < 0 ? "" : apiVersion.substring(0, slash), kind, namespace, name);
    manifests.add(
        new Manifest(
            id,
            apiVersion,
            (ObjectNode) body,
            below(document.sensitive(), at),
            below(document.waiting(), at),
            Optional.of(new Written(document, at))));
  }

  private static boolean isList(JsonNode body) {
    return body.path("kind").asText("").endsWith("List") && body.path("items").isArray();
  }

  private static String name(
      RenderedDocument document, ValuePath at, JsonNode body, List<Diagnostic> wrong) {
    JsonNode metadata = body.path("metadata");
    if (metadata.has("generateName") && !metadata.has("name")) {
      wrong.add(
          Diagnostic.error("generated-name", "an object with `generateName` can't be applied again")
              .at(place(document, at.child("metadata")))
              .hint("Give it a name; a Job's gets a suffix by its content anyway"));
      return "";
    }
    return required(document, at.child("metadata"), metadata, "name", wrong);
  }

  private static String required(
      RenderedDocument document, ValuePath at, JsonNode map, String key, List<Diagnostic> wrong) {
    JsonNode value = map.path(key);
    if (value.isTextual() && !value.asText().isEmpty()) {
      return value.asText();
    }
    String path = at.child(key).toString();
    String summary =
        value.isMissingNode() || value.isNull() || value.asText("").isEmpty()
            ? "the object has no `" + path + "`"
            : "`" + path + "` must be a text";
    wrong.add(
        Diagnostic.error("not-an-object", summary)
            .at(place(document, at.child(key)))
            .hint("Every object needs `apiVersion`, `kind` and `metadata.name`"));
    return "";
  }

  private static SourcePosition place(RenderedDocument document, ValuePath path) {
    ValuePath at = path;
    while (!at.segments().isEmpty()) {
      SourcePosition known = document.positions().get(at);
      if (known != null) {
        return known;
      }
      at = new ValuePath(at.segments().subList(0, at.segments().size() - 1));
    }
    return document.position();
  }

  private static Set<ValuePath> below(Set<ValuePath> paths, ValuePath at) {
    Set<ValuePath> inside = new HashSet<>();
    paths.forEach(path -> relative(path, at).ifPresent(inside::add));
    return inside;
  }

  private static <T> Map<ValuePath, T> below(Map<ValuePath, T> paths, ValuePath at) {
    Map<ValuePath, T> inside = new HashMap<>();
    paths.forEach((path, value) -> relative(path, at).ifPresent(p -> inside.put(p, value)));
    return inside;
  }

  private static Optional<ValuePath> relative(ValuePath path, ValuePath at) {
    int depth = at.segments().size();
    boolean inside =
        path.segments().size() >= depth && path.segments().subList(0, depth).equals(at.segments());
    return inside
        ? Optional.of(new ValuePath(path.segments().subList(depth, path.segments().size())))
        : Optional.empty();
  }
}
