package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.manifests.Authored;
import io.deployctl.providers.manifests.Authorship;
import io.deployctl.providers.manifests.Autoscalers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes from a namespace what somebody wrote, and tells what else is in it. */
public final class NamespaceImport {
  private static final String RELEASE = "helm.sh/release.v1";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private final Cluster cluster;
  private final Authorship authorship;

  /**
   * Makes one.
   *
   * @param authors field managers that count as authors beside the tools that are known
   */
  public NamespaceImport(Cluster cluster, Set<String> authors) {
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.authorship = new Authorship(authors);
  }

  /**
   * Reads the namespace.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when it is not there or can't be read
   */
  public FoundNamespace read(String namespace) {
    LiveNamespace live = LiveNamespace.read(cluster, namespace);
    Autoscalers autoscalers = Autoscalers.among(live.objects());
    Sorted sorted = new Sorted(namespace);
    live.objects().stream()
        .filter(NamespaceImport::isRecord)
        .forEach(record -> sorted.releases.add(label(record, "name")));
    live.objects().stream()
        .filter(object -> !isRecord(object))
        .forEach(object -> sort(object, autoscalers, sorted));
    return new FoundNamespace(
        namespace,
        sorted.objects,
        sorted.secrets,
        sorted.left,
        List.copyOf(sorted.releases),
        live.unread());
  }

  private void sort(ObjectNode live, Autoscalers autoscalers, Sorted sorted) {
    ResourceId id = Authorship.id(live);
    boolean secret = isSecret(live);
    if (label(live, MANAGED_BY).equals("deployctl")) {
      sorted.left.add(new LeftObject(id, "deployctl's own", ""));
      return;
    }
    Authored authored = authorship.read(asWritten(live), autoscalers);
    if (authored instanceof Authored.Left left) {
      sorted.left.add(left(id, live, left, sorted));
    } else if (secret && !isEmpty(live)) {
      sorted.secrets.add(id);
    } else {
      sorted.objects.add(found(id, (Authored.Written) authored));
    }
  }

  /** Returns the object in the version in which it was written, if the server still has that. */
  private ObjectNode asWritten(ObjectNode live) {
    Optional<String> version = authorship.otherVersion(live);
    ResourceId id = Authorship.id(live);
    try {
      return version
          .flatMap(other -> cluster.resource(other, id.kind()))
          .flatMap(kind -> cluster.get(kind, id.namespace(), id.name()))
          .orElse(live);
    } catch (ApiFailure refused) {
      return live;
    }
  }

  private static FoundObject found(ResourceId id, Authored.Written written) {
    ObjectNode manifest = written.manifest();
    ((ObjectNode) manifest.path("metadata")).remove("namespace");
    List<String> notes = new ArrayList<>(written.notes());
    notes.addAll(Remarks.on(manifest));
    return new FoundObject(id, Part.of(id.group(), id.kind()), manifest, notes);
  }

  private static LeftObject left(
      ResourceId id, ObjectNode live, Authored.Left left, Sorted sorted) {
    JsonNode annotations = live.path("metadata").path("annotations");
    String release = annotations.path("meta.helm.sh/release-name").asText("");
    String namespace = annotations.path("meta.helm.sh/release-namespace").asText("");
    String full = namespace + "/" + release;
    if (release.isEmpty() || !left.reason().contains("`" + full + "`")) {
      return new LeftObject(id, left.reason(), left.hint());
    }
    boolean gone = namespace.equals(sorted.namespace) && !sorted.releases.contains(release);
    String hint =
        gone
            ? "Helm has no record of it any more; without the label `"
                + MANAGED_BY
                + "` it is nobody's"
            : "`--from-helm " + full + "` takes it with its release";
    return new LeftObject(id, left.reason(), hint, Optional.of(full));
  }

  /** Returns whether it is one of the Secrets in which Helm keeps a release. */
  private static boolean isRecord(ObjectNode live) {
    return isSecret(live) && live.path("type").asText().equals(RELEASE);
  }

  private static boolean isSecret(ObjectNode live) {
    return live.path("kind").asText().equals("Secret")
        && live.path("apiVersion").asText().equals("v1");
  }

  private static String label(ObjectNode live, String name) {
    return live.path("metadata").path("labels").path(name).asText("");
  }

  private static boolean isEmpty(ObjectNode secret) {
    return secret.path("data").isEmpty();
  }

  /** What has been sorted so far. */
  private static final class Sorted {
    private final List<FoundObject> objects = new ArrayList<>();
    private final List<ResourceId> secrets = new ArrayList<>();
    private final List<LeftObject> left = new ArrayList<>();
    private final Set<String> releases = new TreeSet<>();
    private final String namespace;

    private Sorted(String namespace) {
      this.namespace = namespace;
    }
  }
}
