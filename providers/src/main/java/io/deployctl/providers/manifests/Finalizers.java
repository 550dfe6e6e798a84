package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Knows who takes which finalizer away. */
final class Finalizers {
  private static final Map<String, String> KNOWN = known();

  private Finalizers() {}

  /** Returns who is likely to have to let go of the object, in words. */
  static String owner(String finalizer, JsonNode live) {
    for (Map.Entry<String, String> entry : KNOWN.entrySet()) {
      if (finalizer.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    ManagedFields owners = ManagedFields.of(live);
    FieldPath place =
        FieldPath.of("metadata", "finalizers")
            .item(Optional.empty(), 0, Trees.object().textNode(finalizer));
    Optional<String> setter = manager(owners, entry -> entry.fields().owns(place));
    if (setter.isPresent()) {
      return "`" + setter.get() + "` set it";
    }
    int slash = finalizer.indexOf('/');
    String domain = slash < 0 ? finalizer : finalizer.substring(0, slash);
    String controller = "the controller of `" + domain + "`";
    return manager(owners, entry -> entry.subresource().equals("status"))
        .map(writer -> controller + "; `" + writer + "` writes the object's status")
        .orElse(controller);
  }

  private static Optional<String> manager(
      ManagedFields owners, Predicate<ManagedFields.Entry> condition) {
    return owners.entries().stream()
        .filter(condition)
        .map(ManagedFields.Entry::manager)
        .filter(manager -> !Managers.isDeployctl(manager))
        .findFirst();
  }

  private static Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    known.put("kubernetes.io/pvc-protection", "as long as a pod uses the claim");
    known.put("kubernetes.io/pv-protection", "as long as a claim is bound to the volume");
    known.put(
        "foregroundDeletion", "the garbage collector, until the objects that it owns are gone");
    known.put("orphan", "the garbage collector, until the objects that it owns are let go");
    known.put(
        "customresourcecleanup.apiextensions.k8s.io",
        "the API server, until every object of the kind is gone");
    known.put(
        "service.kubernetes.io/load-balancer-cleanup",
        "the cloud's service controller, until the load balancer is gone");
    known.put("batch.kubernetes.io/job-tracking", "the Job controller");
    known.put("external-provisioner.volume.kubernetes.io/", "the volume's CSI provisioner");
    known.put("external-attacher/", "the volume's CSI attacher");
    known.put("finalizer.keda.sh", "KEDA's operator");
    known.put("resources-finalizer.argocd.argoproj.io", "Argo CD's application controller");
    known.put("finalizers.fluxcd.io", "Flux's controllers");
    known.put("ingress.k8s.aws/", "the AWS Load Balancer Controller");
    known.put("elbv2.k8s.aws/", "the AWS Load Balancer Controller");
    known.put("service.k8s.aws/", "the AWS Load Balancer Controller");
    known.put("networking.gke.io/", "GKE's ingress controller");
    return Collections.unmodifiableMap(known);
  }
}
