package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.StateAdvice;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;

/** What can go wrong with stored state, in the user's words. */
final class StoreFailures {
  private StoreFailures() {}

  /** Returns what to tell when the API server refused. */
  static DeployctlException refused(String doing, String namespace, ApiFailure failure) {
    ExitStatus status =
        failure.reason().equals("Interrupted") ? ExitStatus.INTERRUPTED : ExitStatus.FAILED;
    Diagnostic diagnostic = ApiFailures.diagnostic(doing, failure);
    return new DeployctlException(
        status, diagnostic.detail("the state namespace is `" + namespace + "`"));
  }

  /** Returns what to tell when the namespace is missing and may not be made. */
  static DeployctlException noNamespace(String namespace, String why) {
    return DeployctlException.failed(
        Diagnostic.error(
                "no-state-namespace",
                "the namespace `"
                    + namespace
                    + "`, where the environment's state goes, is missing"
                    + " and can't be made")
            .detail(why)
            .hint(
                "have it made (`kubectl create namespace "
                    + namespace
                    + "`), or name another one as `target.stateNamespace`"));
  }

  /** Returns what to tell when the environment has no state yet. */
  static DeployctlException notInitialised(String namespace) {
    return DeployctlException.failed(
        Diagnostic.error("no-environment", "the environment has no state: nothing was applied yet")
            .detail("looked in the namespace `" + namespace + "`")
            .hint("run `deployctl apply`"));
  }

  /** Returns what to tell when somebody else wrote the state. */
  static DeployctlException overtaken(String namespace) {
    return DeployctlException.failed(
        Diagnostic.error(
                "state-changed",
                "saving the release: somebody else wrote the environment's state since this run"
                    + " read it")
            .detail("the state namespace is `" + namespace + "`")
            .hint("see `deployctl status` for who ran, then plan and apply again"));
  }

  /** Returns what to tell when content is gone. */
  static DeployctlException missing(Digest digest, String where) {
    return DeployctlException.failed(
        Diagnostic.error(
                "content-missing", "stored content " + digest.brief() + " is not there any more")
            .detail("looked for " + where)
            .hint(StateAdvice.WAYS_ON));
  }

  /** Returns what to tell when content is not what it was. */
  static DeployctlException damaged(Digest digest, String where) {
    return DeployctlException.failed(
        Diagnostic.error(
                "content-not-authentic",
                "stored content " + digest.brief() + " does not have its digest: it was changed")
            .detail("it is " + where)
            .hint(StateAdvice.WAYS_ON));
  }

  /** Returns what to tell when a Secret of ours does not hold what it should. */
  static DeployctlException unreadable(String what, String where) {
    return DeployctlException.failed(
        Diagnostic.error("unreadable-record", what + " in the environment's state is damaged")
            .detail("it is " + where)
            .hint(StateAdvice.WAYS_ON));
  }

  /** Returns what to tell when releases are there, but the key is not. */
  static DeployctlException noKey(String where) {
    return DeployctlException.failed(
        Diagnostic.error(
                "environment-key-missing", "the environment has releases, but its key is gone")
            .detail("it was " + where)
            .detail("without it, what is sealed can't be opened")
            .hint(StateAdvice.WAYS_ON));
  }
}
