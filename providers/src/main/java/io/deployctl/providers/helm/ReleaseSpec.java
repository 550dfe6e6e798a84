package io.deployctl.providers.helm;

import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.ProjectPaths;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a release is to be, apart from its chart and values.
 *
 * @param release its name
 * @param namespace its namespace
 * @param createNamespace whether Helm makes the namespace
 * @param timeout what hooks may take each, and readiness afterwards
 * @param await whether to wait until its objects are ready
 * @param skipCrds whether the chart's crds/ are left out
 * @param description the revision's text in Helm's history
 * @param chart the chart as users know it
 */
record ReleaseSpec(
    String release,
    String namespace,
    boolean createNamespace,
    Duration timeout,
    boolean await,
    boolean skipCrds,
    Optional<String> description,
    String chart) {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final String NAME = "[a-z0-9]([a-z0-9.-]{0,51}[a-z0-9])?";

  /** Reads the settings. */
  static ReleaseSpec of(StepScope scope) {
    Settings settings = scope.settings();
    String release = settings.optionalText("release").orElse(scope.step().name());
    if (!release.matches(NAME)) {
      throw ProjectPaths.wrong(
          scope,
          "release",
          "`release` must be a name of at most 53 lower-case letters, digits, `-` and `.`: `"
              + release
              + "`");
    }
    return new ReleaseSpec(
        release,
        settings.optionalText("namespace").orElse(scope.namespace()),
        settings.flag("createNamespace", false),
        settings.duration("timeout", TIMEOUT),
        settings.flag("wait", true),
        settings.flag("skipCrds", false),
        settings.optionalText("description"),
        settings.text("chart"));
  }

  /** Returns a release of which only {@code NAMESPACE/NAME} is known. */
  static ReleaseSpec named(String name) {
    int slash = name.indexOf('/');
    return new ReleaseSpec(
        name.substring(slash + 1),
        name.substring(0, slash),
        false,
        TIMEOUT,
        false,
        false,
        Optional.empty(),
        "");
  }

  /** Reads what {@link #toMap()} wrote. */
  static ReleaseSpec parse(Map<String, Object> map) {
    return new ReleaseSpec(
        map.get("release").toString(),
        map.get("namespace").toString(),
        Boolean.TRUE.equals(map.get("createNamespace")),
        Duration.parse(map.get("timeout").toString()),
        Boolean.TRUE.equals(map.get("await")),
        Boolean.TRUE.equals(map.get("skipCrds")),
        Optional.ofNullable(map.get("description")).map(Object::toString),
        map.get("chart").toString());
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("release", release);
    map.put("namespace", namespace);
    map.put("createNamespace", createNamespace);
    map.put("timeout", timeout.toString());
    map.put("await", await);
    map.put("skipCrds", skipCrds);
    description.ifPresent(text -> map.put("description", text));
    map.put("chart", chart);
    return map;
  }

  /** Returns what the step is in the target. */
  String identity() {
    return "helm:" + namespace + "/" + release;
  }

  /** Returns the release as users read it. */
  String address() {
    return "release " + namespace + "/" + release;
  }
}
