package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A Service is ready when somebody answers behind it; an Ingress when it has an address. */
final class NetworkRules {
  private NetworkRules() {}

  static Verdict service(ObjectNode service, Surroundings around) {
    String type = text(service, "/spec/type");
    if (type.equals("ExternalName")) {
      return Verdict.ready("external name");
    }
    if (type.equals("LoadBalancer") && items(service, "/status/loadBalancer/ingress").isEmpty()) {
      return Verdict.progressing("no address yet")
          .explainedBy(
              Optional.of(
                  new Cause(
                      "no-address",
                      "the Service has no load balancer address",
                      List.of(),
                      "see whether something in the cluster gives addresses to Services of type"
                          + " LoadBalancer")));
    }
    if (service.at("/spec/selector").isEmpty()) {
      return Verdict.ready("no selector");
    }
    long ready =
        around.endpointSlices(namespace(service), name(service)).stream()
            .flatMap(slice -> items(slice, "/endpoints").stream())
            .filter(NetworkRules::answers)
            .count();
    if (ready > 0) {
      return Verdict.ready(ready + " endpoints");
    }
    return Verdict.progressing("no endpoints yet")
        .explainedBy(
            Optional.of(
                new Cause(
                    "no-endpoints",
                    "no ready pod stands behind the Service",
                    List.of("selector " + service.at("/spec/selector")),
                    "see whether the selector fits the pods' labels, and whether they are ready")));
  }

  static Verdict ingress(ObjectNode ingress, Surroundings around) {
    List<JsonNode> addresses = items(ingress, "/status/loadBalancer/ingress");
    if (!addresses.isEmpty()) {
      JsonNode first = addresses.get(0);
      return Verdict.ready(text(first, "/hostname") + text(first, "/ip"));
    }
    return Verdict.progressing("no address yet")
        .explainedBy(
            Optional.of(
                new Cause(
                    "no-address",
                    "the Ingress has no address",
                    List.of("class `" + text(ingress, "/spec/ingressClassName") + "`"),
                    "see whether a controller for its ingress class runs in the cluster")));
  }

  /** An absent {@code ready} means ready, as the EndpointSlice API says. */
  private static boolean answers(JsonNode endpoint) {
    return endpoint.at("/conditions/ready").asBoolean(true);
  }
}
