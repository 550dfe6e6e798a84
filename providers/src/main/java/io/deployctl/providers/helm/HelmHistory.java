package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A release's revisions as Helm keeps them, in Secrets of the release's namespace: gzip of JSON, in
 * base64, in a Secret's data (Helm 3 and 4, storage driver {@code secret}).
 */
final class HelmHistory {
  static final String ENVIRONMENT_LABEL = "deployctl.io/env";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);
  private static final int LARGEST_REVISION = 64 << 20;

  private final List<HelmRevision> revisions;

  private HelmHistory(List<HelmRevision> revisions) {
    this.revisions = List.copyOf(revisions);
  }

  /** Reads the history of a release; it is empty where there is none. */
  static HelmHistory read(Cluster cluster, ReleaseSpec spec) {
    List<HelmRevision> revisions = new ArrayList<>();
    try {
      String selector = "owner=helm,name=" + spec.release();
      for (ObjectNode secret : cluster.list(SECRETS, spec.namespace(), selector)) {
        revisions.add(revision(secret, spec));
      }
    } catch (ApiFailure refused) {
      throw DeployctlException.failed(
          Diagnostic.error("helm-history", "the history of " + spec.address() + " can't be read")
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
   * Marks a pending revision as failed, as Helm itself does with one that it can't bring to its
   * end. Nothing is written where the revision is not the one that was read any more.
   *
   * @throws ApiFailure when the API server refuses or does not answer
   */
  void fail(Cluster cluster, ReleaseSpec spec, HelmRevision revision) {
    String name = secret(spec, revision);
    Optional<ObjectNode> found =
        cluster
            .get(SECRETS, spec.namespace(), name)
            .filter(now -> now.path("metadata").path("uid").asText().equals(revision.uid()));
    if (found.isEmpty()) {
      return;
    }
    ObjectNode release = revision.release().deepCopy();
    release
        .withObjectProperty("info")
        .put("status", "failed")
        .put("description", "the helm that began it ended before it was done");
    ObjectNode secret = found.get();
    secret.withObjectProperty("metadata").withObjectProperty("labels").put("status", "failed");
    secret.withObjectProperty("data").put("release", encoded(release));
    cluster.replace(SECRETS, spec.namespace(), name, secret);
  }

  /** Returns a release as Helm stores it, in a Secret's data. */
  private static String encoded(ObjectNode release) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(JSON.writeValueAsBytes(release));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Base64.Encoder encoder = Base64.getEncoder();
    return encoder.encodeToString(encoder.encode(bytes.toByteArray()));
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
      byte[] outer = Base64.getDecoder().decode(secret.path("data").path("release").asText());
      byte[] inner = Base64.getMimeDecoder().decode(outer);
      JsonNode release = JSON.readTree(inflate(inner));
      return new HelmRevision(
          release.path("version").asInt(),
          release.path("info").path("status").asText(),
          release.path("info").path("last_deployed").asText(),
          secret.path("metadata").path("uid").asText(),
          labels.path(ENVIRONMENT_LABEL).asText(),
          release);
    } catch (IOException | IllegalArgumentException broken) {
      throw DeployctlException.failed(
          Diagnostic.error(
                  "helm-history",
                  "revision %s of %s can't be read"
                      .formatted(labels.path("version").asText("?"), spec.address()))
              .detail("Secret " + secret.path("metadata").path("name").asText())
              .hint("`helm history` shows whether Helm can still read it"));
    }
  }

  private static byte[] inflate(byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 0x1f) {
      return bytes;
    }
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] content = stream.readNBytes(LARGEST_REVISION + 1);
      if (content.length > LARGEST_REVISION) {
        throw new IOException("a revision is larger than anything that Helm writes");
      }
      return content;
    }
  }
}
