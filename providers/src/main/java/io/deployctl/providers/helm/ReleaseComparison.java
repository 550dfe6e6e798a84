package io.deployctl.providers.helm;

import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.value.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a manifest with the one that is deployed, and with what is really there. For one thread.
 */
final class ReleaseComparison {
  private static final Leaf OTHER_EACH_TIME = Leaf.Literal.of("(another one at each render)");

  private final Manifest target;
  private final Manifest deployed;
  private final Marks marks;
  private final Marks.Maker maker;
  private final LiveObjects live;
  private final List<FieldChange> changes = new ArrayList<>();
  private final List<FieldChange> noise = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  /**
   * Makes a comparison.
   *
   * @param target the manifest that is wanted
   * @param deployed the manifest that is deployed; an empty one where nothing is
   * @param marks what is known of the wanted manifest's leaves
   */
  ReleaseComparison(
      Manifest target, Manifest deployed, Marks marks, Marks.Maker maker, LiveObjects live) {
    this.target = target;
    this.deployed = deployed;
    this.marks = marks;
    this.maker = maker;
    this.live = live;
  }

  /** Compares the manifests. */
  void compareManifests() {
    for (HelmObject wanted : target.all()) {
      HelmObject before = deployed.find(wanted);
      if (before == null) {
        changes.add(header(wanted, Optional.empty(), Optional.of("created")));
      } else {
        compareLeaves(before, wanted);
      }
    }
    for (HelmObject before : deployed.all()) {
      if (target.find(before) == null && before.isKept()) {
        kept.add(before.address());
      } else if (target.find(before) == null) {
        changes.add(header(before, Optional.of("exists"), Optional.empty()));
      }
    }
  }

  /** Compares with what is really there. Hooks come and go, so they are left out. */
  void compareLive() {
    Set<String> told = new TreeSet<>();
    changes.forEach(change -> told.add(change.path()));
    for (HelmObject wanted : target.withoutHooks()) {
      HelmObject before = deployed.find(wanted);
      if (before != null) {
        changes.addAll(live.drift(expected(wanted, before), maker, told));
      }
    }
  }

  /** Returns whether anything changes but what differs at each render anyway. */
  boolean hasChanges() {
    return !changes.isEmpty();
  }

  /** Returns the changes; what differs at each render is shown with them, never alone. */
  List<FieldChange> changes() {
    List<FieldChange> all = new ArrayList<>(changes);
    if (!all.isEmpty()) {
      all.addAll(noise);
    }
    return List.copyOf(all);
  }

  /** Returns objects that leave the release and stay in the cluster. */
  List<String> kept() {
    return kept;
  }

  /** Returns what differs between live and wanted, but is not brought back by Helm. */
  List<FieldChange> leftAlone() {
    return live.leftAlone();
  }

  private void compareLeaves(HelmObject before, HelmObject wanted) {
    Set<String> paths = new TreeSet<>(before.leaves().keySet());
    paths.addAll(wanted.leaves().keySet());
    for (String path : paths) {
      String key = wanted.key(path);
      Object old = before.leaves().get(path);
      Object young = wanted.leaves().get(path);
      boolean same = old == null ? young == null : old.equals(young);
      if (marks.unstable().contains(key) && !same) {
        noise.add(change(wanted, path, present(key, old), Optional.of(OTHER_EACH_TIME)));
      } else if (!same || marks.waiting().contains(key)) {
        changes.add(change(wanted, path, present(key, old), wanted(key, young)));
      }
    }
  }

  /** Returns the object with the deployed values where a render makes new ones each time. */
  private HelmObject expected(HelmObject wanted, HelmObject before) {
    HelmObject expected =
        new HelmObject(
            wanted.id(),
            wanted.apiVersion(),
            wanted.hook(),
            wanted.tree(),
            new java.util.TreeMap<>(wanted.leaves()));
    for (String path : wanted.leaves().keySet()) {
      if (marks.unstable().contains(wanted.key(path)) && before.leaves().containsKey(path)) {
        expected.leaves().put(path, before.leaves().get(path));
      }
    }
    expected.leaves().keySet().removeIf(path -> marks.waiting().contains(wanted.key(path)));
    return expected;
  }

  private Optional<Leaf> present(String key, Object value) {
    return Optional.ofNullable(value).map(there -> maker.present(key, there));
  }

  private Optional<Leaf> wanted(String key, Object value) {
    return Optional.ofNullable(value).map(there -> maker.wanted(key, there));
  }

  private static FieldChange change(
      HelmObject object, String path, Optional<Leaf> before, Optional<Leaf> after) {
    return new FieldChange(object.address() + " " + path, before, after, Optional.empty());
  }

  private static FieldChange header(
      HelmObject object, Optional<String> before, Optional<String> after) {
    return new FieldChange(
        object.address(),
        before.map(Leaf.Literal::of),
        after.map(Leaf.Literal::of),
        Optional.empty());
  }
}
