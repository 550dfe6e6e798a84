package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.util.List;

/** What a look comes to that the API server does not answer as it should. */
final class Unreadable {
  private Unreadable() {}

  /** A hiccup is waited out; what is not granted won't be by waiting. */
  static Verdict judge(ApiFailure failure) {
    List<String> evidence = List.of(String.valueOf(failure.getMessage()));
    if (failure.code() == 403) {
      return Verdict.failed(
          Cause.of(
              CauseCode.FORBIDDEN,
              "the object can't be looked at: permission denied",
              evidence,
              "grant `get` and `list` on what the message names"));
    }
    if (failure.code() == 401) {
      return Verdict.failed(
          Cause.of(
              CauseCode.CREDENTIALS_REFUSED,
              "the object can't be looked at: the API server does not accept the credentials",
              evidence,
              "renew the credentials of the kubeconfig's user, then try again"));
    }
    if (failure.isTransient()) {
      return Verdict.progressing(
          "the API server does not answer",
          Cause.of(
              CauseCode.CLUSTER_UNREACHABLE,
              "the API server does not answer",
              evidence,
              "see whether it is well: `kubectl get --raw /readyz`"));
    }
    return Verdict.progressing(
        "can't be looked at",
        Cause.of(
            CauseCode.UNREADABLE,
            "the object can't be looked at",
            evidence,
            "correct what the message names"));
  }
}
