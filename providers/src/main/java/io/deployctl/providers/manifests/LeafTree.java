package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole manifest as everybody may see it: its maps and lists, with a leaf for each value. */
final class LeafTree {
  private final Manifest manifest;
  private final Tagger tagger;
  private final Redactor redactor;
  private final Masking masking;

  LeafTree(Manifest manifest, Tagger tagger, Redactor redactor) {
    this.manifest = manifest;
    this.tagger = tagger;
    this.redactor = redactor;
    // Sensitive places are known exactly here, unlike in a live object, whose lists may differ.
    this.masking = new Masking(manifest.is("", "Secret"), tagger, redactor);
  }

  /** Returns the tree. */
  Map<String, Object> read() {
    return map(ValuePath.ROOT, FieldPath.ROOT, manifest.body());
  }

  private Object read(ValuePath place, FieldPath path, JsonNode node) {
    Optional<Set<StepOutputRef>> waitsOn = Optional.ofNullable(manifest.waiting().get(place));
    if (waitsOn.isPresent()) {
      return new Leaf.Waiting(waitsOn.get());
    }
    if (manifest.sensitive().contains(place)) {
      return new Leaf.Sensitive(tagger.tag(Trees.canonical(node)));
    }
    if (node.isObject()) {
      return map(place, path, node);
    }
    return node.isArray() ? list(place, path, node) : masking.leaf(path, node);
  }

  private Map<String, Object> map(ValuePath place, FieldPath path, JsonNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      map.put(redactor.redact(key), read(place.child(key), path.key(key), entry.getValue()));
    }
    return map;
  }

  private List<Object> list(ValuePath place, FieldPath path, JsonNode node) {
    List<Object> list = new ArrayList<>(node.size());
    Optional<String> key = ListKeys.keyOf(node, node);
    for (int i = 0; i < node.size(); i++) {
      JsonNode item = node.get(i);
      list.add(read(place.child(Integer.toString(i)), path.item(key, i, item), item));
    }
    return list;
  }
}
