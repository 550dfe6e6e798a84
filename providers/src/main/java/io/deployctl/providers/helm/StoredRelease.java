package io.deployctl.providers.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.plan.Content;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan or a release keeps of a step: the chart in the open, everything else sealed. Holds
 * secrets in the open.
 *
 * @param spec how the release is to be
 * @param action what executing does
 * @param chart the chart with its dependencies
 * @param values its values
 * @param secrets the secret texts among them, so that a later run masks them too
 * @param revision Helm's revision: in a plan the one to go back to, in a release the one it is; 0
 *     where there is none
 * @param uid what tells that revision from one in another life of the release
 * @param digest digest of the planned manifest without its unstable leaves; empty in a release
 * @param unstable the keys of those leaves
 * @param hooks how many hooks run
 */
record StoredRelease(
    ReleaseSpec spec,
    Action action,
    Optional<Content> chart,
    Map<String, Object> values,
    List<String> secrets,
    int revision,
    String uid,
    String digest,
    Set<String> unstable,
    int hooks) {
  static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHART = "chart";
  private static final String RELEASE = "release";

  /** What executing does. */
  enum Action {
    NOTHING,
    UPGRADE,
    ROLLBACK,
    ADOPT,
    DISSOLVE,
    UNINSTALL
  }

  /** Reads a payload; the redactor learns its secrets. */
  static StoredRelease of(Map<String, Content> payload, Redactor redactor) {
    try {
      Map<String, Object> map =
          JSON.readValue(payload.get(RELEASE).bytes(), new TypeReference<>() {});
      List<String> secrets = strings(map.get("secrets"));
      secrets.forEach(secret -> redactor.register(new SecretText(secret)));
      return new StoredRelease(
          ReleaseSpec.parse(map(map.get("spec"))),
          Action.valueOf(map.get("action").toString()),
          Optional.ofNullable(payload.get(CHART)),
          map(map.get("values")),
          secrets,
          ((Number) map.get("revision")).intValue(),
          map.get("uid").toString(),
          map.get("digest").toString(),
          new TreeSet<>(strings(map.get("unstable"))),
          ((Number) map.get("hooks")).intValue());
    } catch (IOException broken) {
      throw new IllegalArgumentException("a stored release can't be read");
    }
  }

  /** Returns the payload that {@link #of} reads. */
  SortedMap<String, Content> payload() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("spec", spec.toMap());
    map.put("action", action.name());
    map.put("values", values);
    map.put("secrets", secrets);
    map.put("revision", revision);
    map.put("uid", uid);
    map.put("digest", digest);
    map.put("unstable", new ArrayList<>(unstable));
    map.put("hooks", hooks);
    SortedMap<String, Content> payload = new TreeMap<>();
    payload.put(RELEASE, Content.sealed(ReleaseRenderer.json(map)));
    chart.ifPresent(content -> payload.put(CHART, content));
    return payload;
  }

  /** Returns this with another action. */
  StoredRelease toDo(Action other) {
    return new StoredRelease(
        spec, other, chart, values, secrets, revision, uid, digest, unstable, hooks);
  }

  /** Returns this with what was planned. */
  StoredRelease planned(Manifest manifest, Marks marks) {
    int number = (int) manifest.all().stream().filter(object -> !object.hook().isEmpty()).count();
    return new StoredRelease(
        spec,
        action,
        chart,
        values,
        secrets,
        revision,
        uid,
        manifest.digest(marks.unstable()).value(),
        marks.unstable(),
        number);
  }

  /** Returns this as a release keeps it: at the revision that Helm is at now. */
  StoredRelease at(Optional<HelmRevision> now) {
    return new StoredRelease(
        spec,
        Action.NOTHING,
        chart,
        values,
        secrets,
        now.map(HelmRevision::number).orElse(0),
        now.map(HelmRevision::uid).orElse(""),
        "",
        Set.of(),
        0);
  }

  /** Returns whether the release was made from the same chart and values, and is at that still. */
  boolean isStill(Optional<HelmRevision> latest, Content otherChart, Map<String, Object> other) {
    return latest
            .filter(HelmRevision::isDeployed)
            .filter(now -> now.number() == revision && now.uid().equals(uid))
            .isPresent()
        && chart.map(Content::digest).filter(otherChart.digest()::equals).isPresent()
        && JSON.valueToTree(values).equals(JSON.valueToTree(other));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object tree) {
    return (Map<String, Object>) tree;
  }

  private static List<String> strings(Object tree) {
    return ((List<?>) tree).stream().map(Object::toString).toList();
  }

  @Override
  public String toString() {
    return action + " of " + spec.address();
  }
}
