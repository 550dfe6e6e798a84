package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Tagger;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tags of objects: of a manifest, and of what is live at the fields that we own. Both unchanged
 * means same, with no schema and no further call.
 */
final class Prints {
  private static final int VERSION = 1;
  private static final String ABSENT = "absent";

  private final Tagger tagger;
  private final String manager;

  /**
   * Makes one.
   *
   * @param manager our field manager
   */
  Prints(Tagger tagger, String manager) {
    this.tagger = tagger;
    this.manager = manager;
  }

  /** Returns the tag of what is applied. */
  KeyedTag desired(Desired desired) {
    return tagger.tag(Trees.canonical(desired.delegated().strip(desired.manifest().body())));
  }

  /** Returns the tag of what is applied of a manifest that nothing scales. */
  KeyedTag desired(Manifest manifest) {
    DelegatedFields delegated = DelegatedFields.of(manifest, false);
    return tagger.tag(Trees.canonical(delegated.strip(manifest.body())));
  }

  /** Returns the tag of the live values at our fields. */
  KeyedTag live(JsonNode live) {
    return tagger.tag(Trees.canonical(ManagedFields.applied(live, manager).project(live)));
  }

  /** Returns the tag of the live values at our fields, but for those that are others'. */
  KeyedTag live(JsonNode live, DelegatedFields delegated) {
    FieldSet ours = ManagedFields.applied(live, manager);
    if (!delegated.mayYield(ours)) {
      return tagger.tag(Trees.canonical(ours.project(live)));
    }
    FieldSet rest = ours.minus(live, delegated::covers);
    return tagger.tag(Trees.canonical(rest.project(live)));
  }

  /** Returns the inventory's entry for an object that is as the known one says. */
  InventoryEntry unchanged(StepId step, Desired desired, JsonNode live, InventoryEntry known) {
    return desired.manifest().ignored().dependsOnOwners()
        ? entry(step, desired, live)
        : new InventoryEntry(
            desired.manifest().id(),
            desired.manifest().apiVersion(),
            step,
            known.uid(),
            known.desired(),
            known.live());
  }

  /** Returns the inventory's entry for an object that was applied. */
  InventoryEntry entry(StepId step, Desired desired, JsonNode live) {
    return desired.manifest().ignored().dependsOnOwners()
        ? entryOfEqual(step, desired, live)
        : entry(step, desired, live, Optional.of(live(live, desired.delegated(live))));
  }

  /**
   * Returns the inventory's entry for an object that is as it should be, although not all of it may
   * be ours. Of a field that another manager owns, now at the same value, ours does not show when
   * it changes: then there is no tag, and the server is asked next time.
   */
  InventoryEntry entryOfEqual(StepId step, Desired desired, JsonNode live) {
    DelegatedFields delegated = desired.delegated();
    FieldSet ours = ManagedFields.applied(live, manager);
    boolean all =
        FieldDiff.leaves(desired.manifest().body()).stream()
            .map(FieldDiff.Difference::path)
            .filter(path -> !delegated.covers(path))
            .allMatch(path -> ours.contains(path.as(live)));
    Optional<KeyedTag> tag =
        all ? Optional.of(live(live, desired.delegated(live))) : Optional.empty();
    return entry(step, desired, live, tag);
  }

  private InventoryEntry entry(
      StepId step, Desired desired, JsonNode live, Optional<KeyedTag> tag) {
    return new InventoryEntry(
        desired.manifest().id(),
        desired.manifest().apiVersion(),
        step,
        Trees.text(live, "metadata", "uid"),
        Optional.of(desired(desired)),
        tag);
  }

  /** Returns whether the live object is what the entry says that was applied. */
  boolean isAsApplied(InventoryEntry entry, Desired desired, JsonNode live) {
    return entry.uid().equals(Trees.text(live, "metadata", "uid"))
        && entry.desired().equals(Optional.of(desired(desired)))
        && entry.live().equals(Optional.of(live(live, desired.delegated(live))));
  }

  /** Returns what was found of an object that is to be made. */
  static Fingerprint absent(String apiVersion) {
    TreeMap<String, String> parts = new TreeMap<>();
    parts.put("version", apiVersion);
    parts.put("uid", ABSENT);
    return new Fingerprint(VERSION, parts);
  }

  /** Returns what was found of an object: which it is, and its values where ours come. */
  Fingerprint found(String apiVersion, JsonNode live, Optional<Desired> desired) {
    TreeMap<String, String> parts = new TreeMap<>();
    parts.put("version", apiVersion);
    parts.put("uid", live.path("metadata").path("uid").asText());
    KeyedTag ours =
        desired.map(object -> live(live, object.delegated(live))).orElseGet(() -> live(live));
    parts.put("live", ours.value());
    desired.ifPresent(
        object -> {
          StringBuilder values = new StringBuilder();
          DelegatedFields delegated = object.delegated(live);
          for (FieldDiff.Difference leaf : FieldDiff.leaves(object.manifest().body())) {
            if (!delegated.covers(leaf.path())) {
              values.append(leaf.path()).append('=');
              values.append(Trees.canonical(leaf.path().in(live))).append('\n');
            }
          }
          parts.put("values", tagger.tag(values.toString()).value());
        });
    return new Fingerprint(VERSION, parts);
  }
}
