package io.deployctl.providers.helm;

import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Permission;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.KindSource;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one upgrade, rollback or uninstallation by Helm needs to be allowed to do. */
final class ReleaseActNeeds {
  static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);
  static final ApiResource NAMESPACES = new ApiResource("v1", "Namespace", "namespaces", false);

  private final KindSource kinds;
  private final List<Permission> needs = new ArrayList<>();

  private ReleaseActNeeds(KindSource kinds) {
    this.kinds = kinds;
  }

  /**
   * Returns what is needed.
   *
   * @param target what will be there
   * @param deployed what is there
   * @param changes where the two differ; what does not differ Helm only reads
   */
  static List<Permission> of(
      ReleaseSpec spec,
      KindSource kinds,
      Manifest target,
      Manifest deployed,
      List<FieldChange> changes) {
    ReleaseActNeeds needs = new ReleaseActNeeds(kinds);
    for (String verb : List.of("get", "list", "create", "update", "delete")) {
      needs.needs.add(NeedList.permission(verb, SECRETS, spec.namespace(), ""));
    }
    for (HelmObject object : target.withoutHooks()) {
      if (deployed.find(object) == null) {
        needs.make(object);
      } else if (changes.stream().anyMatch(change -> isOf(change, object))) {
        needs.add(object, object.id().name(), "get", "patch");
      } else {
        needs.add(object, object.id().name(), "get");
      }
    }
    for (HelmObject object : deployed.withoutHooks()) {
      if (target.find(object) == null && !object.isKept()) {
        needs.add(object, object.id().name(), "get", "delete");
      }
    }
    return List.copyOf(needs.needs);
  }

  private static boolean isOf(FieldChange change, HelmObject object) {
    return change.path().equals(object.address())
        || change.path().startsWith(object.address() + " ");
  }

  /** Helm makes objects by a plain create, of which it is not known before which one it makes. */
  private void make(HelmObject object) {
    add(object, object.id().name(), "get");
    add(object, "", "create");
  }

  private void add(HelmObject object, String name, String... verbs) {
    Optional<ApiResource> kind = kinds.resource(object.apiVersion(), object.id().kind());
    if (kind.isPresent()) {
      for (String verb : verbs) {
        needs.add(NeedList.permission(verb, kind.get(), object.id().namespace(), name));
      }
    }
  }
}
