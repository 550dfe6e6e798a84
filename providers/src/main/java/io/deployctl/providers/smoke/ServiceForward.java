package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;

/** A port of this machine that leads to a pod behind a Service, until it is closed. */
final class ServiceForward implements AutoCloseable {
  private final LocalPortForward forward;
  private final String base;

  private ServiceForward(LocalPortForward forward, String scheme) {
    this.forward = forward;
    this.base = scheme + "://127.0.0.1:" + forward.getLocalPort();
  }

  static ServiceForward open(Cluster cluster, SmokeSpec.ServicePort service) {
    try {
      LocalPortForward forward =
          cluster
              .client()
              .services()
              .inNamespace(service.namespace())
              .withName(service.name())
              .portForward(service.port(), java.net.InetAddress.getLoopbackAddress(), 0);
      return new ServiceForward(forward, service.scheme());
    } catch (KubernetesClientException | IllegalStateException failed) {
      throw DeployctlException.failed(
          Diagnostic.error(
                  "port-forward-failed",
                  "can't forward a port to Service %s/%s"
                      .formatted(service.namespace(), service.name()))
              .detail(String.valueOf(failed.getMessage()))
              .hint("see whether the Service exists and has a ready pod: `deployctl health`"));
    }
  }

  String base() {
    return base;
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
}
