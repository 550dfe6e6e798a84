package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way to a field of an object. An item of a list is named by what tells it from the others, not
 * by its place, which others can change.
 *
 * @param segments from the top
 */
record FieldPath(List<Segment> segments) {
  /** The object itself. */
  static final FieldPath ROOT = new FieldPath(List.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");
  private static final Pattern INDEX = Pattern.compile("\\d{1,8}");

  /** A step on the way. */
  sealed interface Segment {}

  /** A key of a map. */
  record Key(String name) implements Segment {}

  /**
   * An item of a list.
   *
   * @param key the field whose value names the item; empty where its place does
   * @param label that value, or the place
   * @param item the item itself, for matching it elsewhere
   */
  record Item(String key, String label, JsonNode item) implements Segment {}

  /** Copies. */
  FieldPath {
    segments = List.copyOf(segments);
  }

  /** Returns the path of keys only. */
  static FieldPath of(String... keys) {
    FieldPath path = ROOT;
    for (String key : keys) {
      path = path.key(key);
    }
    return path;
  }

  /** Returns the path that a value path is in the given tree. */
  static FieldPath of(ValuePath path, JsonNode root) {
    FieldPath found = ROOT;
    JsonNode at = root;
    for (String segment : path.segments()) {
      if (at.isArray() && INDEX.matcher(segment).matches()) {
        int index = Integer.parseInt(segment);
        found = found.item(ListKeys.keyOf(at, at), index, at.path(index));
        at = at.path(index);
      } else {
        found = found.key(segment);
        at = at.path(segment);
      }
    }
    return found;
  }

  /** Returns the path one key further down. */
  FieldPath key(String name) {
    return with(new Key(name));
  }

  /** Returns the path one item further down. */
  FieldPath item(Optional<String> key, int index, JsonNode item) {
    String label = key.map(name -> item.path(name).asText()).orElse(Integer.toString(index));
    return with(new Item(key.orElse(""), label, item));
  }

  /** Returns the value at this path of a tree, or a missing node. */
  JsonNode in(JsonNode root) {
    JsonNode at = root;
    for (Segment segment : segments) {
      at = segment instanceof Key key ? at.path(key.name()) : find(at, (Item) segment);
    }
    return at;
  }

  /** Puts a value at this path of a tree, where the last step is a key that is there. */
  void put(JsonNode root, JsonNode value) {
    int last = segments.size() - 1;
    JsonNode parent = new FieldPath(segments.subList(0, last)).in(root);
    if (parent instanceof ObjectNode object && segments.get(last) instanceof Key key) {
      object.set(key.name(), value);
    }
  }

  /** Takes away the value at this path of a tree, where the last step is a key. */
  void remove(JsonNode root) {
    int last = segments.size() - 1;
    JsonNode parent = new FieldPath(segments.subList(0, last)).in(root);
    if (parent instanceof ObjectNode object && segments.get(last) instanceof Key key) {
      object.remove(key.name());
    }
  }

  /** Returns whether this path begins with the keys. */
  boolean startsWith(String... keys) {
    if (segments.size() < keys.length) {
      return false;
    }
    for (int i = 0; i < keys.length; i++) {
      if (!(segments.get(i) instanceof Key key) || !key.name().equals(keys[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the last step of this path is the key. */
  boolean endsWith(String name) {
    return !segments.isEmpty()
        && segments.get(segments.size() - 1) instanceof Key key
        && key.name().equals(name);
  }

  /** Returns whether this is the field that tells an item of a list from the others. */
  boolean isMergeKey() {
    int last = segments.size() - 1;
    return last > 0
        && segments.get(last) instanceof Key key
        && segments.get(last - 1) instanceof Item item
        && item.key().equals(key.name());
  }

  /** Returns this path with the items that another tree has in their place. */
  FieldPath as(JsonNode root) {
    FieldPath path = ROOT;
    JsonNode at = root;
    for (Segment segment : segments) {
      at = segment instanceof Key key ? at.path(key.name()) : find(at, (Item) segment);
      path =
          segment instanceof Item item && !at.isMissingNode()
              ? path.with(new Item(item.key(), item.label(), at))
              : path.with(segment);
    }
    return path;
  }

  /** Returns whether both name the same field, or one a part of the other. */
  boolean overlaps(FieldPath other) {
    int length = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < length; i++) {
      if (!isSame(segments.get(i), other.segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the path as users write it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      if (segment instanceof Item item) {
        text.append('[').append(item.label()).append(']');
      } else {
        String name = ((Key) segment).name();
        boolean plain = PLAIN.matcher(name).matches();
        text.append(plain && text.length() > 0 ? "." : "").append(plain ? name : "[" + name + "]");
      }
    }
    return text.toString();
  }

  private FieldPath with(Segment segment) {
    List<Segment> more = new ArrayList<>(segments);
    more.add(segment);
    return new FieldPath(more);
  }

  private static JsonNode find(JsonNode list, Item item) {
    if (item.key().isEmpty()) {
      return list.path(Integer.parseInt(item.label()));
    }
    for (JsonNode candidate : list) {
      if (candidate.path(item.key()).asText().equals(item.label())) {
        return candidate;
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isSame(Segment one, Segment other) {
    if (one instanceof Key a && other instanceof Key b) {
      return a.name().equals(b.name());
    }
    if (one instanceof Item a && other instanceof Item b) {
      // Where both have no name, any item may be the one.
      Optional<String> first = Trees.text(a.item(), "name");
      Optional<String> second = Trees.text(b.item(), "name");
      return first.isEmpty() || second.isEmpty() || first.equals(second);
    }
    return false;
  }
}
