package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.value.ValueUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what made the fields of a release's objects: the chart's template, and the keys of the
 * values. A chart can compute anything, so that a key is certain only where it is the one thing
 * that changes; else those that can have done it are named as candidates. Holds secrets in the
 * open, and names keys only.
 */
final class ChartOrigins {
  private static final int MOST = 8;
  private static final int SHORTEST = 2;

  private final StepScope scope;
  private final Map<String, String> texts;
  private final Map<ValuePath, Set<Origin>> origins;
  private final Map<String, String> changed;
  private final boolean installs;
  private final boolean sameChart;

  /**
   * Makes one.
   *
   * @param values the values that the release is planned with
   * @param before the revision that is there, if one is
   * @param sameChart whether it was made from the same chart
   */
  ChartOrigins(
      StepScope scope, HelmValues values, Optional<HelmRevision> before, boolean sameChart) {
    this.scope = scope;
    this.origins = values.origins();
    this.texts = ValueTexts.of(values.tree());
    this.installs = before.isEmpty();
    this.sameChart = sameChart;
    this.changed = new LinkedHashMap<>();
    before.ifPresent(there -> compare(ValueTexts.of(there.release().path("config"))));
  }

  private void compare(Map<String, String> there) {
    texts.forEach(
        (key, text) -> {
          if (!text.equals(there.get(key))) {
            changed.put(key, text);
          }
        });
    there.forEach(
        (key, text) -> {
          if (!texts.containsKey(key)) {
            changed.put(key, text);
          }
        });
  }

  /** Returns the file of a chart's template, where the chart is one of the project's. */
  Optional<SourcePosition> place(Manifest manifest, HelmObject object) {
    return manifest.template(object).flatMap(this::file).map(SourcePosition::ofFile);
  }

  /** Returns where the release as a whole is written. */
  FieldOrigin release() {
    return scope
        .settings()
        .position("chart")
        .map(place -> FieldOrigin.at(FieldOrigin.Kind.SETTING, place))
        .orElseGet(() -> FieldOrigin.unwritten(FieldOrigin.Kind.SETTING, "a chart"));
  }

  /**
   * Returns the changes with where they came from.
   *
   * @param target what the chart renders
   * @param deployed what is deployed
   */
  List<FieldChange> of(List<FieldChange> changes, Manifest target, Manifest deployed) {
    Map<String, HelmObject> wanted = byAddress(target);
    Map<String, HelmObject> there = byAddress(deployed);
    List<FieldChange> placed = new ArrayList<>();
    for (FieldChange change : changes) {
      String path = change.path();
      // Neither a leaf's path nor the last word of an address has a space in it.
      int space = wanted.containsKey(path) || there.containsKey(path) ? -1 : path.lastIndexOf(' ');
      String address = space < 0 ? path : path.substring(0, space);
      String leaf = space < 0 ? "" : path.substring(space + 1);
      HelmObject young = wanted.get(address);
      HelmObject old = there.get(address);
      if (young == null && old == null) {
        placed.add(change.from(release()));
      } else {
        Optional<String> template = young == null ? deployed.template(old) : target.template(young);
        placed.add(
            change.from(origin(template, young != null, text(old, leaf), text(young, leaf))));
      }
    }
    return placed;
  }

  private static Map<String, HelmObject> byAddress(Manifest manifest) {
    Map<String, HelmObject> objects = new HashMap<>();
    manifest.all().forEach(object -> objects.put(object.address(), object));
    return objects;
  }

  private static String text(HelmObject object, String leaf) {
    Object value = object == null ? null : object.leaves().get(leaf);
    return value == null ? "" : value.toString();
  }

  private FieldOrigin origin(Optional<String> template, boolean wanted, String old, String young) {
    if (!wanted) {
      return placed(template, "the chart does not make it any more").of(uses(old, young));
    }
    if (installs) {
      return placed(template, "").of(candidates(texts, "", young, List.of()));
    }
    if (changed.isEmpty()) {
      return placed(template, sameChart ? "" : "the chart is another one");
    }
    return placed(template, sameChart ? "" : "the chart is another one as well")
        .of(uses(old, young));
  }

  private List<ValueUse> uses(String old, String young) {
    if (changed.size() == 1 && sameChart) {
      return changed.keySet().stream().map(key -> use(key, ValueUse.Role.VALUE)).toList();
    }
    return candidates(changed, old, young, List.copyOf(changed.keySet()));
  }

  /** Returns the keys whose values stand in the field, or those given where none does. */
  private List<ValueUse> candidates(
      Map<String, String> among, String old, String young, List<String> otherwise) {
    List<String> found = new ArrayList<>();
    among.forEach(
        (key, text) -> {
          boolean telling = text.length() >= SHORTEST;
          boolean same = !text.isEmpty() && young.equals(text);
          if (same || telling && (young.contains(text) || old.contains(text))) {
            found.add(key);
          }
        });
    return (found.isEmpty() ? otherwise : found)
        .stream().limit(MOST).map(key -> use(key, ValueUse.Role.CANDIDATE)).toList();
  }

  private ValueUse use(String key, ValueUse.Role role) {
    return new ValueUse(key, role, origins.getOrDefault(ValuePath.parse(key), Set.of()));
  }

  /** Returns a template of the chart: its file, where the chart is one of the project's. */
  private FieldOrigin placed(Optional<String> template, String remark) {
    FieldOrigin origin =
        template
            .flatMap(this::file)
            .map(file -> FieldOrigin.at(FieldOrigin.Kind.CHART, SourcePosition.ofFile(file)))
            .orElseGet(
                () ->
                    FieldOrigin.unwritten(
                        FieldOrigin.Kind.CHART,
                        template.map(name -> "template `" + name + "`").orElse("the chart")));
    return remark.isEmpty()
        ? origin
        : new FieldOrigin(
            origin.kind(),
            origin.place(),
            origin.place().isPresent(),
            List.of(),
            Optional.of(remark));
  }

  private Optional<String> file(String template) {
    String chart = scope.settings().optionalText("chart").orElse("");
    int slash = template.indexOf('/');
    if (slash < 0 || chart.isEmpty()) {
      return Optional.empty();
    }
    Path file = Path.of(chart, template.substring(slash + 1)).normalize();
    return Files.isRegularFile(scope.projectDirectory().resolve(file))
        ? Optional.of(file.toString().replace('\\', '/'))
        : Optional.empty();
  }
}
