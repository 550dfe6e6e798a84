package io.deployctl.providers.kubernetes.client;

import io.fabric8.kubernetes.client.OAuthTokenProvider;

/** Gives the bearer token of the moment. For several threads. */
interface TokenSource extends OAuthTokenProvider {
  /**
   * Forgets the token: the server did not take it.
   *
   * @return whether another one can be had
   */
  boolean renew();
}
