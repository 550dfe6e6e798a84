package io.deployctl.providers.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * The arguments of a sandbox's programs. Each names the sandbox's directory, so that a stray one is
 * recognised. No secret is among them.
 */
record CommandLines(SandboxDirectory directory, Ports ports) {
  private static final String LOOPBACK = "127.0.0.1";

  /** Returns the arguments of the component, without the program itself. */
  List<String> arguments(Component component) {
    return switch (component) {
      case ETCD -> etcd();
      case API_SERVER -> apiServer();
      case CONTROLLER_MANAGER -> controllerManager();
      case SCHEDULER -> scheduler();
      case KWOK -> kwok();
    };
  }

  /**
   * etcd takes the part after {@code unix://} as the name of a socket in its working directory, and
   * wants it to look like a host and a port. Sockets need no free port and keep others out.
   */
  private List<String> etcd() {
    return List.of(
        "--name=sandbox",
        "--data-dir=" + directory.root().resolve("etcd"),
        "--listen-client-urls=unix://etcd:1",
        "--advertise-client-urls=unix://etcd:1",
        "--listen-peer-urls=unix://etcd:2",
        "--initial-advertise-peer-urls=unix://etcd:2",
        "--initial-cluster=sandbox=unix://etcd:2",
        "--unsafe-no-fsync=true",
        "--log-level=warn");
  }

  private List<String> apiServer() {
    return List.of(
        "--etcd-servers=unix://etcd:1",
        "--bind-address=" + LOOPBACK,
        "--advertise-address=" + LOOPBACK,
        "--secure-port=" + ports.apiServer(),
        "--cert-dir=" + directory.certificates().getParent(),
        "--token-auth-file=" + directory.tokens(),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + directory.serviceAccountKey(),
        "--service-account-signing-key-file=" + directory.serviceAccountKey(),
        "--service-cluster-ip-range=10.96.0.0/16",
        "--endpoint-reconciler-type=none",
        "--allow-privileged=true",
        "--kubelet-preferred-address-types=InternalIP",
        "--profiling=false");
  }

  private List<String> controllerManager() {
    return List.of(
        kubeconfig(Component.CONTROLLER_MANAGER),
        "--leader-elect=false",
        "--secure-port=0",
        "--service-account-private-key-file=" + directory.serviceAccountKey(),
        "--root-ca-file=" + directory.certificates(),
        "--flex-volume-plugin-dir=" + directory.root().resolve("volume-plugins"),
        // A quarter of a minute until an autoscaler is seen would be most of a small rollout.
        "--horizontal-pod-autoscaler-sync-period=1s",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--profiling=false");
  }

  private List<String> scheduler() {
    return List.of(
        kubeconfig(Component.SCHEDULER),
        "--leader-elect=false",
        "--secure-port=0",
        "--kube-api-qps=500",
        "--kube-api-burst=1000",
        "--profiling=false");
  }

  private List<String> kwok() {
    return List.of(
        kubeconfig(Component.KWOK),
        "--config=" + directory.kwokConfiguration(),
        // Real nodes can join a sandbox, and then their pods are theirs.
        "--manage-nodes-with-annotation-selector=" + Bootstrap.SIMULATED + "=" + Bootstrap.YES,
        "--node-ip=" + LOOPBACK,
        "--node-port=" + ports.kubelet(),
        "--node-lease-duration-seconds=0",
        "--server-address=" + LOOPBACK + ":" + ports.kubelet());
  }

  private String kubeconfig(Component component) {
    Path file = directory.componentKubeconfig(component);
    return "--kubeconfig=" + file;
  }
}
