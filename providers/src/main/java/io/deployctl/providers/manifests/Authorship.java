package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.spi.AdoptionRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the manifest behind a live object: the fields that people's tools own, as the API server
 * keeps it in {@code metadata.managedFields}, and what {@code kubectl apply} remembers of the
 * manifest itself. Values are the live ones, so that nothing changes when the manifest is applied.
 */
public final class Authorship {
  private static final EnvironmentIdentity NOBODY = new EnvironmentIdentity("", "", "");
  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
  private static final String TOKEN = "kubernetes.io/service-account-token";

  private final Set<String> authors;

  /**
   * Makes one.
   *
   * @param authors field managers that count as authors beside the tools that are known
   */
  public Authorship(Set<String> authors) {
    this.authors = Set.copyOf(authors);
  }

  /**
   * Returns the version in which the object was written, where it is another than the one that it
   * was read in: fields can have other names there.
   */
  public Optional<String> otherVersion(ObjectNode live) {
    Authors found = Authors.of(live, authors);
    String read = live.path("apiVersion").asText();
    return found.versions().contains(read)
        ? Optional.empty()
        : found.versions().stream().findFirst();
  }

  /**
   * Returns what was written of the object, or why it is nobody's.
   *
   * @param live the object, with its managed fields
   * @param autoscalers what sets numbers of replicas
   */
  public Authored read(ObjectNode live, Autoscalers autoscalers) {
    Optional<Authored> left = othersOwn(live).or(() -> passing(live));
    if (left.isPresent()) {
      return left.get();
    }
    Authors found = Authors.of(live, authors);
    if (found.isNobody()) {
      return nobodys(found);
    }
    if (found.isUnknown() && isMadeWithEveryNamespace(live)) {
      return new Authored.Left("made with every namespace", "");
    }
    ResourceId id = id(live);
    boolean known = found.isIn(live.path("apiVersion").asText());
    boolean scaled = autoscalers.isScaled(id);
    WrittenFields fields =
        new WrittenFields(
            found,
            !known,
            path -> scaled && path.equals(REPLICAS) || !known && Guesses.isGiven(id, path));
    return new Authored.Written(fields.of(live), known ? List.of() : List.of(guessed(found)));
  }

  private static Authored nobodys(Authors found) {
    String hint =
        Controllers.isOne(found.first())
            ? ""
            : "if that is how you deploy, say so: `--from-manager " + found.first() + "`";
    return new Authored.Left("made by " + found.others(), hint);
  }

  private static boolean isMadeWithEveryNamespace(ObjectNode live) {
    String kind = live.path("kind").asText();
    String name = live.path("metadata").path("name").asText();
    return kind.equals("ServiceAccount") && name.equals("default")
        || kind.equals("ConfigMap") && name.equals("kube-root-ca.crt");
  }

  private static String guessed(Authors found) {
    return found.versions().isEmpty()
        ? "nothing in the cluster tells who set which field: look it over"
        : "it was written as "
            + String.join(", ", found.versions())
            + ", which the cluster does not serve any more: look it over";
  }

  /** Returns the identity of a live object. */
  public static ResourceId id(JsonNode live) {
    String version = live.path("apiVersion").asText();
    int slash = version.indexOf('/');
    JsonNode metadata = live.path("metadata");
    return new ResourceId(
        slash < 0 ? "" : version.substring(0, slash),
        live.path("kind").asText(),
        metadata.path("namespace").asText(""),
        metadata.path("name").asText());
  }

  private static Optional<Authored> othersOwn(ObjectNode live) {
    JsonNode owner = live.path("metadata").path("ownerReferences").path(0);
    if (!owner.isMissingNode()) {
      return left("made for the " + owner.path("kind").asText() + " that owns it", "");
    }
    return Ownership.marked(live, NOBODY, AdoptionRules.DEFAULT)
        .flatMap(foreign -> left("belongs to " + foreign.owner(), foreign.hint()));
  }

  /** What comes and goes by itself, or would be another object when it is applied. */
  private static Optional<Authored> passing(ObjectNode live) {
    String kind = live.path("kind").asText();
    if (live.path("metadata").hasNonNull("deletionTimestamp")) {
      return left("being deleted", "");
    }
    if (kind.equals("Job") && live.path("apiVersion").asText().startsWith("batch/")) {
      return left(
          "a Job, which runs once",
          "write it by hand if it is to run with every change: its name gets a suffix then");
    }
    boolean token = kind.equals("Secret") && live.path("type").asText().equals(TOKEN);
    return token ? left("the token of a ServiceAccount", "") : Optional.empty();
  }

  private static Optional<Authored> left(String reason, String hint) {
    return Optional.of(new Authored.Left(reason, hint));
  }
}
