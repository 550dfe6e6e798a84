package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.time.Clock;
import java.util.Optional;

/** Tells somebody who has never seen the cluster why it can't be used. */
final class ConnectFailures {
  private static final String SANDBOX =
      "; `deployctl sandbox up` starts a throw-away cluster to try things out";

  private ConnectFailures() {}

  /** Returns what to tell after the first call failed. */
  static DeployctlException of(Access access, ApiFailure failure, Clock clock) {
    if (failure.code() == 401) {
      return refused(access, clock);
    }
    Diagnostic diagnostic =
        switch (failure.reason()) {
          case NoAnswer.UNREACHABLE ->
              error("cluster-unreachable", access, "can't be reached")
                  .hint(
                      "check that the cluster runs and that you are in its network (VPN, proxy)"
                          + SANDBOX);
          case NoAnswer.TIMEOUT ->
              error("cluster-unreachable", access, "does not answer")
                  .hint("check the network (VPN, firewall, proxy), or try again" + SANDBOX);
          case NoAnswer.UNTRUSTED ->
              error("cluster-untrusted", access, "can't be trusted")
                  .hint(
                      "have the cluster's tool write the kubeconfig again: the address, the CA or"
                          + " the client certificate in it is not this cluster's");
          case StatusReader.NOT_UNDERSTOOD ->
              error("not-a-cluster", access, "is no API server")
                  .hint("check the `server` of the context's cluster");
          default ->
              error("cluster-unreachable", access, "answered with an error")
                  .hint("try again; if it stays, ask who runs the cluster");
        };
    return DeployctlException.failed(located(diagnostic, access, failure.getMessage()));
  }

  /** Returns what to tell when the kubeconfig's certificates or keys can't be used. */
  static DeployctlException badCredentials(Access access, RuntimeException refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    return DeployctlException.invalid(
        located(
            Diagnostic.error(
                    "invalid-kubeconfig",
                    "connecting through "
                        + access.contextName()
                        + ": its certificates or its key can't be used")
                .hint("have the cluster's tool write the kubeconfig again"),
            access,
            cause.getClass().getSimpleName() + " while reading them"));
  }

  private static DeployctlException refused(Access access, Clock clock) {
    Optional<String> expired = Expiry.of(access.user(), clock);
    boolean none = access.user().isEmpty();
    String why =
        none
            ? "the context has no credentials"
            : expired.orElse("it does not know them, or no longer");
    return DeployctlException.failed(
        located(
            error("credentials-refused", access, "refuses the credentials")
                .hint(
                    "log in again with the tool of the cluster's provider, then try `kubectl get"
                        + " namespaces`"),
            access,
            why));
  }

  private static Diagnostic error(String code, Access access, String what) {
    return Diagnostic.error(
        code, "connecting to the cluster: the API server " + access.server() + " " + what);
  }

  private static Diagnostic located(Diagnostic diagnostic, Access access, String why) {
    return diagnostic.detail(why).detail(access.contextName() + " in `" + access.origin() + "`");
  }
}
