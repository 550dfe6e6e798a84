package io.deployctl.providers.kubernetes.rights;

import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Verb;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.util.List;
import java.util.Set;

/**
 * What an object needs that is read, applied server-side and deleted by its name. An apply that
 * makes an object asks for {@code create} too, and unlike a plain create it is known then which
 * object is meant, so that a name in a Role restricts it.
 *
 * @param kind its kind
 * @param namespace its namespace; empty where it has none
 * @param name its name; empty where that is not known beforehand
 */
public record AppliedObject(ApiResource kind, String namespace, String name) {
  private static final String GET = "get";
  private static final String CREATE = "create";
  private static final String PATCH = "patch";
  private static final String DELETE = "delete";

  /** Returns what an act on it needs. */
  public List<Permission> act(Verb verb) {
    return switch (verb) {
      case CREATE -> permissions(GET, CREATE, PATCH);
      case UPDATE, ADOPT -> permissions(GET, PATCH);
      case REPLACE -> permissions(GET, CREATE, PATCH, DELETE);
      case DELETE -> permissions(GET, DELETE);
      default -> List.of();
    };
  }

  /**
   * Returns what it needs over its life.
   *
   * @param deleted whether it may be deleted one day
   */
  public List<Need> life(String why, boolean deleted) {
    NeedList needs = new NeedList(why);
    needs.must(NeedList.ALL, kind, namespace, name, GET);
    needs.must(NeedList.TRYING, kind, namespace, name, CREATE, PATCH);
    if (deleted) {
      needs.must(NeedList.CHANGING, kind, namespace, name, DELETE);
    }
    return needs.list();
  }

  /** Returns what it needs once nothing claims it any more. */
  public List<Need> end(String why, boolean deleted) {
    NeedList needs = new NeedList(why);
    needs.must(NeedList.ALL, kind, namespace, name, GET);
    if (deleted) {
      needs.must(NeedList.CHANGING, kind, namespace, name, DELETE);
    }
    // Going back to a release that has it makes it anew.
    needs.must(Set.of(Duty.ROLLBACK), kind, namespace, name, CREATE, PATCH);
    return needs.list();
  }

  private List<Permission> permissions(String... verbs) {
    return List.of(verbs).stream()
        .map(verb -> NeedList.permission(verb, kind, namespace, name))
        .toList();
  }
}
