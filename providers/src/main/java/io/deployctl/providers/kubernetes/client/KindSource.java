package io.deployctl.providers.kubernetes.client;

import java.util.Optional;

/** Knows kinds. */
@FunctionalInterface
public interface KindSource {
  /** Returns the kind, or empty where it is not known. */
  Optional<ApiResource> resource(String apiVersion, String kind);
}
