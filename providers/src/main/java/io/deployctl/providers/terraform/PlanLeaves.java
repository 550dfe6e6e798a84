package io.deployctl.providers.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Tagger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the values before and after that a plan shows, and masks them: what Terraform calls
 * sensitive, and what holds a secret of ours whatever Terraform calls it.
 */
final class PlanLeaves {
  private static final JsonNode NOTHING = MissingNode.getInstance();
  private static final Leaf LATER = Leaf.Literal.of("(known after apply)");

  private final Tagger tagger;
  private final Redactor redactor;

  PlanLeaves(Tagger tagger, Redactor redactor) {
    this.tagger = tagger;
    this.redactor = redactor;
  }

  /** Adds every leaf of a change (as Terraform's JSON has it) that differs. */
  void compare(String path, JsonNode change, List<FieldChange> into) {
    Side before = new Side(change.path("before"), NOTHING, change.path("before_sensitive"));
    Side after =
        new Side(
            change.path("after"), change.path("after_unknown"), change.path("after_sensitive"));
    compare(path, before, after, into);
  }

  /** Returns whether the text holds a secret that was handed to Terraform. */
  boolean holdsSecret(String text) {
    return !redactor.redact(text).equals(text);
  }

  /** Returns the leaf as a message shows it. */
  static String text(Optional<Leaf> leaf) {
    if (leaf.isEmpty()) {
      return "(absent)";
    }
    return leaf.get() instanceof Leaf.Literal literal
        ? literal.data().map(Object::toString).orElse("null")
        : SecretText.MASK;
  }

  /** One side of a change, at some depth. */
  private record Side(JsonNode value, JsonNode unknown, JsonNode sensitive) {
    Side child(String key) {
      return new Side(
          value.path(key), unknown.path(key), inherited(sensitive, sensitive.path(key)));
    }

    Side item(int index) {
      return new Side(
          value.path(index), unknown.path(index), inherited(sensitive, sensitive.path(index)));
    }

    boolean isSensitive() {
      return sensitive.isBoolean() && sensitive.asBoolean();
    }

    boolean isUnknown() {
      return unknown.isBoolean() && unknown.asBoolean();
    }

    boolean isObject() {
      return value.isObject() || unknown.isObject();
    }

    boolean isArray() {
      return value.isArray() || unknown.isArray();
    }

    private static JsonNode inherited(JsonNode parent, JsonNode child) {
      return parent.isBoolean() && parent.asBoolean() ? parent : child;
    }
  }

  private void compare(String path, Side before, Side after, List<FieldChange> into) {
    boolean whole = before.isSensitive() || after.isSensitive() || after.isUnknown();
    if (!whole && (before.isObject() || after.isObject()) && fits(before) && fits(after)) {
      Set<String> keys = new TreeSet<>();
      before.value().fieldNames().forEachRemaining(keys::add);
      after.value().fieldNames().forEachRemaining(keys::add);
      after.unknown().fieldNames().forEachRemaining(keys::add);
      keys.forEach(key -> compare(path + "." + key, before.child(key), after.child(key), into));
    } else if (!whole && (before.isArray() || after.isArray())) {
      int size =
          Math.max(before.value().size(), Math.max(after.value().size(), after.unknown().size()));
      for (int i = 0; i < size; i++) {
        compare(path + "[" + i + "]", before.item(i), after.item(i), into);
      }
    } else {
      Optional<Leaf> old = leaf(before, after.isSensitive());
      Optional<Leaf> young = leaf(after, before.isSensitive());
      if (!old.equals(young)) {
        into.add(new FieldChange(path, old, young, Optional.empty()));
      }
    }
  }

  /** Returns whether the side can be compared key by key: it is an object, or not there at all. */
  private static boolean fits(Side side) {
    return side.value().isObject() || side.value().isMissingNode() || side.value().isNull();
  }

  private Optional<Leaf> leaf(Side side, boolean sensitive) {
    if (side.isUnknown()) {
      return Optional.of(LATER);
    }
    if (side.value().isMissingNode() || side.value().isNull()) {
      return Optional.empty();
    }
    String text = side.value().isValueNode() ? side.value().asText() : side.value().toString();
    if (sensitive || side.isSensitive() || holdsSecret(text)) {
      return Optional.of(new Leaf.Sensitive(tagger.tag(text)));
    }
    return Optional.of(Leaf.Literal.of(data(side.value(), text)));
  }

  private static Object data(JsonNode value, String text) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    return value.isNumber() ? value.numberValue() : text;
  }
}
