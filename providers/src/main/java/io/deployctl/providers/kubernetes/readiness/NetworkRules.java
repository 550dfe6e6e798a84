package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.matches;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** A Service is ready when somebody answers behind it; an Ingress when it has an address. */
final class NetworkRules {
  private static final String LABELS = "/metadata/labels";
  private static final String ADDRESSES = "/status/loadBalancer/ingress";

  private NetworkRules() {}

  static Verdict service(ObjectNode service, Surroundings around) {
    String type = text(service, "/spec/type");
    if (type.equals("ExternalName")) {
      return Verdict.ready("external name");
    }
    if (type.equals("LoadBalancer") && items(service, ADDRESSES).isEmpty()) {
      return Verdict.progressing("no address yet", noBalancer(service, around));
    }
    JsonNode selector = service.at("/spec/selector");
    if (selector.isEmpty()) {
      return Verdict.ready("no selector: its endpoints are somebody else's affair");
    }
    long ready =
        around.endpointSlices(namespace(service), name(service)).stream()
            .flatMap(slice -> items(slice, "/endpoints").stream())
            .filter(NetworkRules::answers)
            .count();
    if (ready > 0) {
      return Verdict.ready(ready == 1 ? "1 endpoint" : ready + " endpoints");
    }
    List<ObjectNode> pods =
        around.pods(namespace(service)).stream()
            .filter(pod -> matches(pod, LABELS, selector))
            .toList();
    return pods.isEmpty() && isScaledToZero(service, selector, around)
        ? Verdict.ready("no endpoints: what stands behind it is scaled to zero")
        : Verdict.progressing("no endpoints yet", noEndpoints(selector, pods));
  }

  static Verdict ingress(ObjectNode ingress, Surroundings around) {
    List<JsonNode> addresses = items(ingress, ADDRESSES);
    if (!addresses.isEmpty()) {
      JsonNode first = addresses.get(0);
      String host = text(first, "/hostname");
      return Verdict.ready(host.isEmpty() ? text(first, "/ip") : host);
    }
    String ingressClass = text(ingress, "/spec/ingressClassName");
    return Verdict.progressing(
        "no address yet",
        Cause.of(
            CauseCode.NO_ADDRESS,
            "the Ingress has no address",
            List.of(ingressClass.isEmpty() ? "it names no class" : "class `" + ingressClass + "`"),
            "see whether a controller for its class runs in the cluster"));
  }

  private static Cause noBalancer(ObjectNode service, Surroundings around) {
    return Cause.of(
        CauseCode.NO_ADDRESS,
        "the Service has no load balancer address",
        newest(Fields.events(service, around), "SyncLoadBalancerFailed").stream()
            .map(Fields::line)
            .toList(),
        "see whether something in the cluster gives addresses to Services of type LoadBalancer");
  }

  private static Cause noEndpoints(JsonNode selector, List<ObjectNode> pods) {
    String labels =
        selector.properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .collect(Collectors.joining(","));
    long ready = pods.stream().filter(pod -> isTrue(pod, "Ready")).count();
    String found =
        pods.isEmpty()
            ? "no pod has the labels " + labels
            : "%d of %d pods with the labels %s are ready".formatted(ready, pods.size(), labels);
    return Cause.of(
        CauseCode.NO_ENDPOINTS,
        "no ready pod stands behind the Service",
        List.of(found),
        pods.isEmpty()
            ? "make the selector fit the labels of the pods, or the labels the selector"
            : "see why the pods are not ready");
  }

  /** Somebody decided that nothing runs: a scaler, or a workload with no replicas. */
  private static boolean isScaledToZero(
      ObjectNode service, JsonNode selector, Surroundings around) {
    List<ObjectNode> sets =
        around.replicaSets(namespace(service)).stream()
            .filter(set -> matches(set, "/spec/template/metadata/labels", selector))
            .toList();
    return !sets.isEmpty() && sets.stream().allMatch(set -> number(set, "/spec/replicas", 1) == 0);
  }

  /** An absent {@code ready} means ready, as the EndpointSlice API says. */
  private static boolean answers(JsonNode endpoint) {
    return endpoint.at("/conditions/ready").asBoolean(true);
  }
}
