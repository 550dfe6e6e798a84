package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Need;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.rights.NeedList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A port of this machine that leads to a ready pod behind a Service, until it is closed. */
final class ServiceForward implements AutoCloseable {
  private static final ApiResource SERVICES = new ApiResource("v1", "Service", "services", true);
  private static final ApiResource PODS = new ApiResource("v1", "Pod", "pods", true);

  private static final ApiResource FORWARDS =
      new ApiResource("v1", "Pod", "pods/portforward", true);

  private final LocalPortForward forward;

  private ServiceForward(LocalPortForward forward) {
    this.forward = forward;
  }

  /**
   * Opens a port on the loopback address.
   *
   * @throws DeployctlException when there is no such Service or port, or no ready pod behind it
   */
  static ServiceForward open(Cluster cluster, SmokeSpec.ServicePort wanted, Redactor redactor) {
    try {
      ObjectNode service =
          cluster
              .get(SERVICES, wanted.namespace(), wanted.name())
              .orElseThrow(() -> failed(wanted, "there is no such Service"));
      JsonNode port = port(service, wanted);
      ObjectNode pod = readyPod(cluster, service, wanted);
      LocalPortForward forward =
          cluster
              .client()
              .pods()
              .inNamespace(wanted.namespace())
              .withName(pod.at("/metadata/name").asText())
              .portForward(
                  ForwardTarget.containerPort(port, pod)
                      .orElseThrow(
                          () -> failed(wanted, "its pods have no port of its target's name")),
                  InetAddress.getLoopbackAddress(),
                  0);
      return new ServiceForward(forward);
    } catch (ApiFailure | KubernetesClientException | IllegalStateException refused) {
      throw failed(wanted, redactor.redact(String.valueOf(refused.getMessage())));
    }
  }

  /**
   * Returns what forwarding needs. Which pod it leads to is not known before. Until 1.34 a server
   * asks for {@code get} of who opens a port over a WebSocket, and from 1.35 on for {@code create}.
   */
  static List<Need> needs(Optional<SmokeSpec.ServicePort> wanted, StepId step) {
    NeedList needs =
        new NeedList("smoke step `" + step + "` asks a Service through a port-forward");
    wanted.ifPresent(
        service -> {
          String namespace = service.namespace();
          needs.must(NeedList.BRINGING, SERVICES, namespace, service.name(), "get");
          needs.must(NeedList.BRINGING, PODS, namespace, "", "list");
          needs.must(NeedList.BRINGING, FORWARDS, namespace, "", "get");
          needs.may(
              NeedList.BRINGING,
              FORWARDS,
              namespace,
              "a port-forward, as servers from 1.35 on ask for it",
              "create");
        });
    return needs.list();
  }

  /** Returns the address to send requests to. */
  String base() {
    return "http://127.0.0.1:" + forward.getLocalPort();
  }

  @Override
  public void close() {
    try {
      forward.close();
    } catch (IOException closing) {
      // The scenario is over; a broken connection is closed as well as a working one.
      return;
    }
  }

  private static JsonNode port(ObjectNode service, SmokeSpec.ServicePort wanted) {
    for (JsonNode port : service.at("/spec/ports")) {
      if (port.path("port").asInt() == wanted.port()) {
        return port;
      }
    }
    throw failed(wanted, "the Service has no such port");
  }

  private static ObjectNode readyPod(
      Cluster cluster, ObjectNode service, SmokeSpec.ServicePort wanted) {
    String selector =
        service.at("/spec/selector").properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .collect(Collectors.joining(","));
    if (selector.isEmpty()) {
      throw failed(wanted, "the Service selects no pods; give the step a `url`");
    }
    return cluster.list(PODS, wanted.namespace(), selector).stream()
        .filter(ForwardTarget::isReady)
        .findFirst()
        .orElseThrow(() -> failed(wanted, "no pod behind it is ready"));
  }

  private static DeployctlException failed(SmokeSpec.ServicePort service, String why) {
    return DeployctlException.failed(
        Diagnostic.error(
                "port-forward-failed", "can't forward a port to " + service.describe() + ": " + why)
            .hint("see whether the Service exists and has a ready pod: `deployctl health`"));
  }
}
