package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.value.ValueUse;
import java.util.List;
import java.util.Optional;

/**
 * Where a manifest is written: a document of a file, or an item of a list in one. It keeps hold of
 * the rendered document, and looks a field up when somebody asks.
 */
final class Written {
  private static final String SECRET_TEXTS = "stringData";

  private final RenderedDocument document;
  private final ValuePath at;

  Written(RenderedDocument document, ValuePath at) {
    this.document = requireNonNull(document, "document is null");
    this.at = requireNonNull(at, "at is null");
  }

  /** Returns where the object begins. */
  SourcePosition position() {
    return place(at);
  }

  /** Returns where the field, or the nearest that is written of what it stands in, stands. */
  SourcePosition position(FieldPath path, JsonNode body) {
    return place(below(at, valuePath(path, body)));
  }

  /** Returns where a key of an item of a list stands, or the nearest that is written. */
  SourcePosition position(List<String> list, int index, String key) {
    return place(below(at, new ValuePath(list).child(Integer.toString(index)).child(key)));
  }

  /** Returns the origin of the object as a whole. */
  FieldOrigin object() {
    return origin(at).of(document.uses().getOrDefault(at.child("kind"), List.of()));
  }

  /**
   * Returns the origin of a field.
   *
   * @param path the field
   * @param body the manifest as it is applied
   */
  FieldOrigin field(FieldPath path, JsonNode body) {
    ValuePath inside = valuePath(path, body);
    ValuePath whole = below(at, inside);
    if (!document.positions().containsKey(whole) && isSecretText(inside)) {
      whole = below(at.child(SECRET_TEXTS), tail(inside));
    }
    List<ValueUse> uses = document.uses().getOrDefault(whole, List.of());
    if (document.positions().containsKey(whole)) {
      return origin(whole).of(uses);
    }
    String name = path.toString();
    return path.in(body).isMissingNode()
        ? origin(whole).around("not written here any more")
        : origin(whole).around("`" + name + "` is added by deployctl");
  }

  private FieldOrigin origin(ValuePath whole) {
    FieldOrigin.Kind kind =
        document.template() ? FieldOrigin.Kind.TEMPLATE : FieldOrigin.Kind.MANIFEST;
    return FieldOrigin.at(kind, place(whole));
  }

  private SourcePosition place(ValuePath whole) {
    for (int length = whole.segments().size(); length > 0; length--) {
      ValuePath part = new ValuePath(whole.segments().subList(0, length));
      Optional<SourcePosition> known = Optional.ofNullable(document.positions().get(part));
      if (known.isPresent()) {
        return known.get();
      }
    }
    return document.position();
  }

  /** What is applied as data of a Secret may be written as text. */
  private static boolean isSecretText(ValuePath inside) {
    return inside.segments().size() > 1 && inside.segments().get(0).equals("data");
  }

  private static ValuePath tail(ValuePath path) {
    return new ValuePath(path.segments().subList(1, path.segments().size()));
  }

  private static ValuePath below(ValuePath top, ValuePath inside) {
    ValuePath path = top;
    for (String segment : inside.segments()) {
      path = path.child(segment);
    }
    return path;
  }

  /** Returns the field's path with places instead of names; it ends where the body ends. */
  private static ValuePath valuePath(FieldPath path, JsonNode body) {
    ValuePath found = ValuePath.ROOT;
    JsonNode node = body;
    for (FieldPath.Segment segment : path.segments()) {
      String next =
          segment instanceof FieldPath.Key key
              ? key.name()
              : Integer.toString(index(node, (FieldPath.Item) segment));
      node = node.isArray() ? node.path(Math.max(0, Integer.parseInt(next))) : node.path(next);
      found = found.child(next);
    }
    return found;
  }

  private static int index(JsonNode list, FieldPath.Item item) {
    if (item.key().isEmpty()) {
      return Integer.parseInt(item.label());
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(item.key()).asText().equals(item.label())) {
        return i;
      }
    }
    return -1;
  }
}
