package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Undo;

/** What it costs to undo what is done with an object. */
final class Undos {
  private Undos() {}

  /** Returns the cost of undoing a creation. */
  static Undo ofCreate(ResourceId id) {
    return switch (id.kind()) {
      case "Job" -> Undo.withLoss("what the Job did is not undone with it");
      case "PersistentVolumeClaim", "PersistentVolume" ->
          Undo.withLoss("data written to it until then");
      default -> Undo.REVERSIBLE;
    };
  }

  /** Returns the cost of undoing a change. */
  static Undo ofUpdate(ResourceId id, Iterable<FieldDiff.Difference> differences) {
    for (FieldDiff.Difference difference : differences) {
      boolean size = difference.path().startsWith("spec", "resources", "requests", "storage");
      if (id.kind().equals("PersistentVolumeClaim") && size) {
        return Undo.oneWay("a volume can grow, not shrink");
      }
      if (id.kind().equals("CustomResourceDefinition")
          && difference.path().startsWith("spec", "versions")
          && difference.after().isMissingNode()) {
        return Undo.withLoss("what only the removed fields or versions held");
      }
    }
    return Undo.REVERSIBLE;
  }

  /** Returns the cost of undoing a deletion with a new creation after it. */
  static Undo ofReplace(ResourceId id) {
    return switch (id.kind()) {
      case "PersistentVolumeClaim", "PersistentVolume" -> Undo.oneWay("the data in it");
      case "CustomResourceDefinition" -> Undo.oneWay("every object of the kind that it defines");
      case "Deployment", "DaemonSet", "ReplicaSet" ->
          Undo.withLoss("its pods: nothing serves until new ones are ready");
      case "StatefulSet" -> Undo.withLoss("its revisions; its pods and their claims stay");
      case "Service" -> Undo.withLoss("its address, and the connections through it");
      case "Job" -> Undo.withLoss("its record and its pods' logs; it runs again");
      case "ConfigMap", "Secret" ->
          Undo.withLoss("what it held; a pod that starts just then has to wait for the new one");
      case "RoleBinding", "ClusterRoleBinding" ->
          Undo.withLoss("the rights that it grants, until the new one is there");
      default -> Undo.withLoss("what the old object had made until then");
    };
  }

  /** Returns the cost of undoing the deletion of a definition with so many objects of its kind. */
  static Undo ofDefinition(String kind, int objects) {
    return Undo.oneWay(
        switch (objects) {
          case 0 -> "the kind `" + kind + "`, of which there is no object";
          case 1 -> "with it goes the one object of kind `" + kind + "`";
          default -> "with it go all " + objects + " objects of kind `" + kind + "`";
        });
  }

  /** Returns the cost of undoing a deletion. */
  static Undo ofDelete(ResourceId id, JsonNode live) {
    return switch (id.kind()) {
      case "Namespace" -> Undo.oneWay("everything in the namespace");
      case "CustomResourceDefinition" -> Undo.oneWay("every object of the kind that it defines");
      case "PersistentVolumeClaim", "PersistentVolume" -> Undo.oneWay("the data in it");
      case "Job" -> Undo.withLoss("its record and its pods' logs; it is not run again");
      case "Service" ->
          live.path("spec").path("type").asText().equals("LoadBalancer")
              ? Undo.withLoss("its address")
              : Undo.REVERSIBLE;
      default -> Undo.REVERSIBLE;
    };
  }
}
