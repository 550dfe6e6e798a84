package io.deployctl.providers.sandbox;

import java.util.List;

/** The programs that run as a sandbox, in the order in which they start. */
enum Component {
  ETCD("etcd"),
  API_SERVER("kube-apiserver"),
  CONTROLLER_MANAGER("kube-controller-manager"),
  SCHEDULER("kube-scheduler"),
  KWOK("kwok");

  private final String program;

  Component(String program) {
    this.program = program;
  }

  /** Returns the name of its binary, which also names its pid file and log. */
  String program() {
    return program;
  }

  /** Returns all of them in the order in which they end: who writes to the store before it. */
  static List<Component> inStoppingOrder() {
    return List.of(KWOK, SCHEDULER, CONTROLLER_MANAGER, API_SERVER, ETCD);
  }
}
