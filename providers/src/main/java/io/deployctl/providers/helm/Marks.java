package io.deployctl.providers.helm;

import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import java.util.Set;

/**
 * What is known of leaves beside their values, by their keys.
 *
 * @param unstable leaves that differ at each render, such as random passwords
 * @param sensitive leaves that depend on a secret
 * @param allSensitive whether nobody knows which do, so that all have to be taken for it
 * @param waiting leaves that depend on outputs that are not known yet
 * @param waitsOn those outputs
 */
record Marks(
    Set<String> unstable,
    Set<String> sensitive,
    boolean allSensitive,
    Set<String> waiting,
    Set<StepOutputRef> waitsOn) {
  static final Marks NONE = new Marks(Set.of(), Set.of(), false, Set.of(), Set.of());

  /** Makes leaves of one step. */
  record Maker(Marks marks, Set<String> secretKeys, Tagger tagger, Redactor redactor) {
    /** Returns the leaf of the wanted value at the key. */
    Leaf wanted(String key, Object value) {
      return marks.waiting().contains(key)
          ? new Leaf.Waiting(marks.waitsOn())
          : present(key, value);
    }

    /** Returns the leaf of the value that is at the key now. */
    Leaf present(String key, Object value) {
      String text = value.toString();
      boolean hidden =
          marks.allSensitive()
              || marks.sensitive().contains(key)
              || secretKeys.contains(key)
              || !redactor.redact(text).equals(text);
      if (hidden) {
        return new Leaf.Sensitive(tagger.tag(text));
      }
      boolean scalar = value instanceof Number || value instanceof Boolean;
      return Leaf.Literal.of(scalar ? value : text);
    }
  }
}
