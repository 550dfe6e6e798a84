package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A release's revisions as Helm keeps them, in Secrets of the release's namespace: gzip of JSON, in
 * base64, in a Secret's data (Helm 3 and 4, storage driver {@code secret}).
 */
final class HelmHistory {
  static final String ENVIRONMENT_LABEL = "deployctl.io/env";

  /** The code of a history that can't be read by this account, or not at all. */
  static final String UNREADABLE = "helm-history";

  static final String RUN_LABEL = "deployctl.io/run";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);

  private final List<HelmRevision> revisions;

  private HelmHistory(List<HelmRevision> revisions) {
    this.revisions = List.copyOf(revisions);
  }

  /**
   * Reads the history of a release; it is empty where there is none.
   *
   * @throws DeployctlException with the code {@link #UNREADABLE} where trying again is no use
   */
  static HelmHistory read(Cluster cluster, ReleaseSpec spec) {
    List<HelmRevision> revisions = new ArrayList<>();
    try {
      String selector = "owner=helm,name=" + spec.release();
      for (ObjectNode secret : cluster.list(SECRETS, spec.namespace(), selector)) {
        revisions.add(revision(secret, spec));
      }
    } catch (ApiFailure refused) {
      if (refused.isTransient()) {
        throw DeployctlException.failed(
            ApiFailures.diagnostic("reading the history of " + spec.address(), refused));
      }
      throw DeployctlException.failed(
          Diagnostic.error(UNREADABLE, "the history of " + spec.address() + " can't be read")
              .detail(refused.getMessage())
              .hint("Helm itself needs the right to list Secrets in the release's namespace"));
    }
    revisions.sort(Comparator.comparingInt(HelmRevision::number));
    return new HelmHistory(revisions);
  }

  /** Returns the newest revision. A release that was uninstalled with its history kept has none. */
  Optional<HelmRevision> latest() {
    return revisions.isEmpty()
        ? Optional.empty()
        : Optional.of(revisions.get(revisions.size() - 1))
            .filter(revision -> !revision.status().equals("uninstalled"));
  }

  /** Returns the newest revision that is deployed: what the cluster should have now. */
  Optional<HelmRevision> deployed() {
    return revisions.stream()
        .filter(revision -> revision.status().equals("deployed"))
        .reduce((older, newer) -> newer);
  }

  /** Returns the very revision that a release of ours recorded, if Helm still has it. */
  Optional<HelmRevision> recorded(int number, String uid) {
    return revisions.stream()
        .filter(revision -> revision.number() == number && revision.uid().equals(uid))
        .findFirst();
  }

  /** Returns where the release stands, to see at apply whether somebody else moved it. */
  Fingerprint fingerprint() {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("revision", latest().map(now -> Integer.toString(now.number())).orElse("none"));
    parts.put("status", latest().map(HelmRevision::status).orElse("none"));
    parts.put("uid", latest().map(HelmRevision::uid).orElse(""));
    return new Fingerprint(1, parts);
  }

  /** Labels the newest revision as Helm itself does where it is told to with {@code --labels}. */
  void label(Cluster cluster, ReleaseSpec spec, EnvironmentIdentity environment) {
    HelmRevision revision = latest().orElseThrow();
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", revision.uid());
    metadata.putObject("labels").put(ENVIRONMENT_LABEL, environment.uuid());
    Application how = new Application(environment.fieldManager(), true, false);
    cluster.merge(SECRETS, spec.namespace(), secret(spec, revision), patch, how);
  }

  /**
   * Records that the newest revision failed, of which Helm still says that it is under way. Helm
   * goes on from a failed one, and from none that is pending.
   */
  void fail(Cluster cluster, ReleaseSpec spec, EnvironmentIdentity environment) {
    HelmRevision revision = latest().orElseThrow();
    ObjectNode patch = JSON.createObjectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", revision.uid());
    metadata.putObject("labels").put("status", "failed");
    patch.putObject("data").put("release", RevisionCode.encode(failed(revision)));
    Application how = new Application(environment.fieldManager(), true, false);
    cluster.merge(SECRETS, spec.namespace(), secret(spec, revision), patch, how);
  }

  /** Returns every revision in Helm's JSON as it is once the newest is recorded as failed. */
  List<JsonNode> withLatestFailed() {
    List<JsonNode> records = new ArrayList<>();
    revisions.forEach(
        revision ->
            records.add(
                latest().filter(revision::equals).isPresent()
                    ? failed(revision)
                    : revision.release()));
    return records;
  }

  private static ObjectNode failed(HelmRevision revision) {
    ObjectNode record = revision.release().deepCopy();
    ((ObjectNode) record.path("info"))
        .put("status", "failed")
        .put("description", "cut off with the run that made it");
    return record;
  }

  /** Deletes the record of every revision: Helm does not know the release any more. */
  void forget(Cluster cluster, ReleaseSpec spec) {
    for (HelmRevision revision : revisions) {
      Deletion how =
          new Deletion(Optional.of(revision.uid()), Optional.empty(), "Background", false);
      cluster.delete(SECRETS, spec.namespace(), secret(spec, revision), how);
    }
  }

  private static String secret(ReleaseSpec spec, HelmRevision revision) {
    return "sh.helm.release.v1." + spec.release() + ".v" + revision.number();
  }

  private static HelmRevision revision(ObjectNode secret, ReleaseSpec spec) {
    JsonNode labels = secret.path("metadata").path("labels");
    try {
      JsonNode release = RevisionCode.decode(secret.path("data").path("release").asText());
      return new HelmRevision(
          release.path("version").asInt(),
          release.path("info").path("status").asText(),
          release.path("info").path("last_deployed").asText(),
          secret.path("metadata").path("uid").asText(),
          labels.path(ENVIRONMENT_LABEL).asText(),
          labels.path(RUN_LABEL).asText(),
          release);
    } catch (IOException | IllegalArgumentException broken) {
      throw DeployctlException.failed(
          Diagnostic.error(
                  UNREADABLE,
                  "revision %s of %s can't be read"
                      .formatted(labels.path("version").asText("?"), spec.address()))
              .detail("Secret " + secret.path("metadata").path("name").asText())
              .hint("`helm history` shows whether Helm can still read it"));
    }
  }
}
