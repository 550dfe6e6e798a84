package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.DeployctlException;
import java.util.function.Supplier;

/** A token that stands in a kubeconfig, where somebody may put another one by logging in again. */
final class KubeconfigToken implements TokenSource {
  private final Supplier<String> read;
  private String token;

  /**
   * Makes one.
   *
   * @param token the token that stands there now
   * @param read reads the kubeconfig again
   */
  KubeconfigToken(String token, Supplier<String> read) {
    this.token = token;
    this.read = read;
  }

  @Override
  public synchronized String getToken() {
    return token;
  }

  @Override
  public synchronized boolean renew() {
    String old = token;
    try {
      String now = read.get();
      token = now.isEmpty() ? old : now;
    } catch (DeployctlException unreadable) {
      return false;
    }
    return !token.equals(old);
  }
}
