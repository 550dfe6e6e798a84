package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tools that say by a mark on an object that they own it: a label or an annotation which they
 * look for themselves, and by which they would change or prune the object again.
 */
final class OtherTools {
  private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String ARGO_INSTANCE = "argocd.argoproj.io/instance";
  private static final String INSTANCE = "app.kubernetes.io/instance";

  /**
   * A tool's mark.
   *
   * @param part {@code labels} or {@code annotations}
   * @param key the label's or annotation's name
   * @param values the values that say so; empty means any
   * @param owner how the owner is named, with the mark's value in it
   * @param namespace the mark that holds the owner's namespace, or empty
   * @param release how the tool lets go of the object
   */
  private record Mark(
      String part,
      String key,
      List<String> values,
      String owner,
      String namespace,
      String release) {
    Optional<Ownership.Foreign> of(JsonNode live) {
      String value = text(live, part, key);
      boolean says = !value.isEmpty() && (values.isEmpty() || values.contains(value));
      if (!says) {
        return Optional.empty();
      }
      String space = namespace.isEmpty() ? "" : text(live, part, namespace);
      String name = space.isEmpty() ? value : space + "/" + value;
      List<String> marks = space.isEmpty() ? List.of(key) : List.of(key, namespace);
      return Optional.of(foreign(live, owner.replace("%", name), release, part, marks));
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          new Mark(
              "labels",
              "kustomize.toolkit.fluxcd.io/name",
              List.of(),
              "Flux (Kustomization `%`)",
              "kustomize.toolkit.fluxcd.io/namespace",
              "Take the object out of Flux with pruning off"),
          new Mark(
              "labels",
              "helm.toolkit.fluxcd.io/name",
              List.of(),
              "Flux (HelmRelease `%`)",
              "helm.toolkit.fluxcd.io/namespace",
              "Suspend the HelmRelease and delete it with its release kept"),
          new Mark(
              "labels",
              "olm.owner",
              List.of(),
              "the Operator Lifecycle Manager (`%`)",
              "olm.owner.namespace",
              "Remove the operator's Subscription and ClusterServiceVersion"),
          new Mark(
              "labels",
              "kapp.k14s.io/app",
              List.of(),
              "kapp (app `%`)",
              "",
              "Have kapp orphan the object"),
          new Mark(
              "labels",
              "kluctl.io/discriminator",
              List.of(),
              "kluctl (`%`)",
              "",
              "Take the object out of the kluctl project without deleting it"),
          new Mark(
              "annotations",
              "objectset.rio.cattle.io/owner-name",
              List.of(),
              "Rancher (`%`)",
              "objectset.rio.cattle.io/owner-namespace",
              "Take the object out of the bundle or addon with its resources kept"),
          new Mark(
              "annotations",
              "configmanagement.gke.io/managed",
              List.of("enabled"),
              "Config Sync",
              "",
              "Have Config Sync stop managing the object"),
          new Mark(
              "labels",
              "addonmanager.kubernetes.io/mode",
              List.of("Reconcile"),
              "the cluster's addon manager",
              "",
              "Take the object out of the addons"));

  private OtherTools() {}

  /** Returns the tool that owns the object, if one says so. */
  static Optional<Ownership.Foreign> owner(JsonNode live, ManagedFields fields) {
    Optional<Ownership.Foreign> argo = argo(live, fields);
    return argo.isPresent()
        ? argo
        : MARKS.stream().flatMap(mark -> mark.of(live).stream()).findFirst();
  }

  /**
   * Argo CD tracks by an annotation that names the very object, so that a copied one says nothing;
   * or by a label, whose default is one that everybody sets: it counts only where Argo CD has
   * written the object.
   */
  private static Optional<Ownership.Foreign> argo(JsonNode live, ManagedFields fields) {
    String tracking = text(live, "annotations", ARGO_TRACKING);
    int colon = tracking.indexOf(':');
    if (colon > 0 && tracking.substring(colon + 1).equals(trackingId(live))) {
      return Optional.of(argo(live, tracking.substring(0, colon), "annotations", ARGO_TRACKING));
    }
    String instance = text(live, "labels", ARGO_INSTANCE);
    if (!instance.isEmpty()) {
      return Optional.of(argo(live, instance, "labels", ARGO_INSTANCE));
    }
    boolean written =
        fields.entries().stream().anyMatch(entry -> entry.manager().startsWith("argocd"));
    String common = text(live, "labels", INSTANCE);
    return written && !common.isEmpty()
        ? Optional.of(argo(live, common, "labels", INSTANCE))
        : Optional.empty();
  }

  private static Ownership.Foreign argo(
      JsonNode live, String application, String part, String key) {
    return foreign(
        live,
        "Argo CD (application `" + application + "`)",
        "Take the object out of the application with its resources kept",
        part,
        List.of(key));
  }

  /** Returns {@code GROUP/KIND:NAMESPACE/NAME}, as Argo CD names the object. */
  private static String trackingId(JsonNode live) {
    String apiVersion = live.path("apiVersion").asText();
    String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    JsonNode metadata = live.path("metadata");
    return group
        + "/"
        + live.path("kind").asText()
        + ":"
        + metadata.path("namespace").asText("")
        + "/"
        + metadata.path("name").asText();
  }

  /** Returns the owner, with the command that takes its mark off once it has let go. */
  static Ownership.Foreign foreign(
      JsonNode live, String owner, String release, String part, List<String> marks) {
    String verb = part.equals("labels") ? "label" : "annotate";
    String hint =
        release
            + ", then take its marks off with `kubectl "
            + verb
            + " "
            + argument(live)
            + " "
            + String.join("- ", marks)
            + "-`; or leave the object out here";
    return new Ownership.Foreign(owner, hint);
  }

  private static String argument(JsonNode live) {
    String apiVersion = live.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    String kind = live.path("kind").asText().toLowerCase(Locale.ROOT);
    String namespace = live.path("metadata").path("namespace").asText("");
    return (slash < 0 ? kind : kind + "." + apiVersion.substring(0, slash))
        + "/"
        + live.path("metadata").path("name").asText()
        + (namespace.isEmpty() ? "" : " -n " + namespace);
  }

  private static String text(JsonNode live, String part, String name) {
    return live.path("metadata").path(part).path(name).asText("");
  }
}
