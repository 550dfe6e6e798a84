package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that hold state. Their writes say for themselves what came of them, so that one whose
 * answer got lost is sent again.
 */
final class StateSecrets {
  /** The type of every Secret that holds state. */
  static final String TYPE = "deployctl.io/state";

  private final Cluster cluster;

  StateSecrets(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Returns the Secret, or empty where there is none. */
  Optional<ObjectNode> get(String namespace, String name) {
    return cluster.get(StateNames.SECRETS, namespace, name);
  }

  /**
   * Returns the names of the environment's Secrets with the given kinds of state. They are about to
   * be deleted, so their labels are looked at once more than the server did.
   */
  List<String> names(String namespace, String uuid, List<String> states) {
    String selector =
        "%s=%s,%s in (%s)"
            .formatted(StateNames.UUID, uuid, StateNames.STATE, String.join(",", states));
    return cluster.listMetadata(StateNames.SECRETS, namespace, selector).stream()
        .map(found -> found.path("metadata"))
        .filter(found -> labelOf(found, StateNames.UUID).equals(uuid))
        .filter(found -> states.contains(labelOf(found, StateNames.STATE)))
        .map(found -> found.path("name").asText())
        .toList();
  }

  /** Returns the metadata of the Secrets that the selector means. */
  List<JsonNode> metadata(String namespace, String selector) {
    return cluster.listMetadata(StateNames.SECRETS, namespace, selector).stream()
        .map(found -> found.path("metadata"))
        .toList();
  }

  /** Returns the value of an object's label, or the empty text. */
  static String label(ObjectNode object, String name) {
    return labelOf(object.path("metadata"), name);
  }

  private static String labelOf(JsonNode metadata, String name) {
    return metadata.path("labels").path(name).asText();
  }

  /**
   * Creates the Secret unless one of its name exists.
   *
   * @return whether it was created now
   */
  boolean createIfAbsent(String namespace, ObjectNode secret) {
    return Creation.ifAbsent(cluster, StateNames.SECRETS, namespace, secret);
  }

  /**
   * Replaces the Secret.
   *
   * @return the Secret as it is now; empty where it is not the one that was read any more
   */
  Optional<ObjectNode> replace(String namespace, String name, ObjectNode secret) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(cluster.replace(StateNames.SECRETS, namespace, name, secret));
      } catch (ApiFailure failure) {
        if (failure.code() == 409 || failure.isNotFound()) {
          return attempt == 1 ? Optional.empty() : written(namespace, name, secret);
        }
        Creation.pauseOrThrow(failure, attempt);
      }
    }
  }

  /** Deletes the Secret if it is there. */
  void delete(String namespace, String name) {
    cluster.delete(
        StateNames.SECRETS,
        namespace,
        name,
        new Deletion(Optional.empty(), Optional.empty(), "Background", false));
  }

  /** Returns a Secret to create. */
  static ObjectNode secret(
      String name, Map<String, String> labels, Map<String, byte[]> data, boolean immutable) {
    ObjectNode secret = JsonNodeFactory.instance.objectNode();
    secret.put("apiVersion", "v1").put("kind", "Secret").put("type", TYPE);
    ObjectNode metadata = secret.putObject("metadata").put("name", name);
    ObjectNode labelled = metadata.putObject("labels");
    labels.forEach(labelled::put);
    if (immutable) {
      secret.put("immutable", true);
    }
    put(secret, data);
    return secret;
  }

  /** Puts data into a Secret; keys that are not given stay, as they may be of a newer version. */
  static void put(ObjectNode secret, Map<String, byte[]> data) {
    ObjectNode encoded = secret.withObjectProperty("data");
    data.forEach((key, bytes) -> encoded.put(key, Base64.getEncoder().encodeToString(bytes)));
  }

  /** Returns a value of the Secret's data, or empty where it is not there or not readable. */
  static Optional<byte[]> data(ObjectNode secret, String key) {
    JsonNode value = secret.path("data").path(key);
    if (!value.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(value.asText()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** A conflict after an attempt without an answer: that attempt may have gone through. */
  private Optional<ObjectNode> written(String namespace, String name, ObjectNode secret) {
    return get(namespace, name)
        .filter(found -> found.path("data").equals(secret.path("data")))
        .filter(
            found ->
                found
                    .path("metadata")
                    .path("annotations")
                    .equals(secret.path("metadata").path("annotations")));
  }
}
