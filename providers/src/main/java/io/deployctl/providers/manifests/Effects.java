package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.value.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes effects of what was found. */
final class Effects {
  private Effects() {}

  /** Returns an effect on an object. A deletion and an apply can be repeated; a replacement not. */
  static Effect of(Verb verb, ResourceId id, Undo undo, Fingerprint found, List<String> notes) {
    return new Effect(
        verb.word() + ":" + id,
        verb,
        id.address(),
        Optional.of(id),
        List.of(),
        undo,
        Optional.of(found),
        Set.of(),
        verb != Verb.REPLACE,
        notes);
  }

  /**
   * Returns the differences as a reviewer sees them.
   *
   * @param movers tells who moved a field, if somebody did
   */
  static List<FieldChange> changes(
      List<FieldDiff.Difference> differences,
      Masking masking,
      Manifest manifest,
      Function<FieldPath, Optional<Mover>> movers) {
    List<FieldChange> changes = new ArrayList<>();
    List<WaitingField> waiting = WaitingField.of(manifest);
    for (FieldDiff.Difference difference : differences) {
      FieldPath path = difference.path();
      Optional<Leaf> awaited =
          waiting.stream()
              .filter(field -> field.path().overlaps(path))
              .map(field -> (Leaf) new Leaf.Waiting(field.waitsOn()))
              .findFirst();
      changes.add(
          new FieldChange(
              path.toString(),
              leaf(masking, path, difference.before()),
              awaited.isPresent() ? awaited : leaf(masking, path, difference.after()),
              movers.apply(path),
              Optional.of(FieldOrigins.of(manifest, difference))));
    }
    return changes;
  }

  private static Optional<Leaf> leaf(Masking masking, FieldPath path, JsonNode value) {
    return value.isMissingNode() ? Optional.empty() : Optional.of(masking.leaf(path, value));
  }

  private record WaitingField(FieldPath path, Set<io.deployctl.core.model.StepOutputRef> waitsOn) {
    static List<WaitingField> of(Manifest manifest) {
      List<WaitingField> fields = new ArrayList<>();
      manifest
          .waiting()
          .forEach(
              (path, refs) ->
                  fields.add(new WaitingField(FieldPath.of(path, manifest.body()), refs)));
      return fields;
    }
  }
}
