package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.List;
import java.util.Set;

/**
 * What reading and keeping an environment's state needs. Records and content are named by digest,
 * so that no Role can name them.
 */
final class StateNeeds {
  private StateNeeds() {}

  /** Returns what the environment of the given names needs in its state namespace. */
  static List<Need> of(StateNames names) {
    String namespace = names.namespace();
    String index = names.index();
    Set<Duty> destroying = Set.of(Duty.DESTROY);
    NeedList needs = new NeedList("the environment's state");
    needs.must(NeedList.ALL, StateNames.SECRETS, namespace, "", "get");
    needs.must(NeedList.CHANGING, StateNames.SECRETS, namespace, "", "create", "delete");
    needs.must(NeedList.CHANGING, StateNames.SECRETS, namespace, index, "update");
    needs.must(destroying, StateNames.SECRETS, namespace, "", "list");
    needs.may(
        NeedList.BRINGING,
        StateNames.SECRETS,
        namespace,
        "to delete what no release refers to any more",
        "list");
    NeedList lease = new NeedList("one run at a time");
    lease.must(NeedList.ALL, StateNames.LEASES, namespace, index, "get");
    lease.must(NeedList.CHANGING, StateNames.LEASES, namespace, "", "create");
    lease.must(NeedList.CHANGING, StateNames.LEASES, namespace, index, "update");
    lease.must(destroying, StateNames.LEASES, namespace, index, "delete");
    return needs.addAll(lease.list()).list();
  }
}
