package io.deployctl.providers.sandbox;

import java.util.List;

/**
 * A program of a sandbox, in the version that is wanted.
 *
 * @param name the name of its binary
 * @param version such as {@code v1.34.4}
 */
record Program(String name, String version) {
  /** Returns all programs of a set: those that run as a sandbox, and those that talk to it. */
  static List<Program> all(Versions versions) {
    return List.of(
        new Program("etcd", versions.etcd()),
        new Program("kube-apiserver", versions.kubernetes()),
        new Program("kube-controller-manager", versions.kubernetes()),
        new Program("kube-scheduler", versions.kubernetes()),
        new Program("kubectl", versions.kubernetes()),
        new Program("kwok", versions.kwok()),
        new Program("helm", versions.helm()));
  }
}
