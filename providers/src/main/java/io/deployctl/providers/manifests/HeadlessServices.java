package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Finds Services that are to become headless, or to be headless no longer. The API server keeps the
 * address where the field leaves the manifest, and refuses another one in words about something
 * else: nothing would tell that it can't be changed.
 */
final class HeadlessServices {
  private static final FieldPath ADDRESS = FieldPath.of("spec", "clusterIP");
  private static final String NONE = "None";

  private HeadlessServices() {}

  /** Returns the address that can't be changed, or nothing. */
  static List<Immutables.Refused> refused(Manifest manifest, JsonNode live, String manager) {
    if (!manifest.is("", "Service") || isExternal(manifest.body()) || isExternal(live)) {
      return List.of();
    }
    JsonNode wanted = ADDRESS.in(manifest.body());
    boolean headless = ADDRESS.in(live).asText().equals(NONE);
    boolean silent = wanted.isMissingNode();
    boolean leaves = silent && ManagedFields.of(live).applied(manager).contains(ADDRESS);
    boolean differs = !silent && wanted.asText().equals(NONE) != headless;
    return differs || (headless && leaves)
        ? List.of(
            new Immutables.Refused(
                ADDRESS.toString(), "a Service is made with an address or without, for good"))
        : List.of();
  }

  private static boolean isExternal(JsonNode service) {
    return service.path("spec").path("type").asText().equals("ExternalName");
  }
}
