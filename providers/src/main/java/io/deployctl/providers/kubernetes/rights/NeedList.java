package io.deployctl.providers.kubernetes.rights;

import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Collects what something needs, for one duty after the other. For one thread. */
public final class NeedList {
  /** Every duty. */
  public static final Set<Duty> ALL = Set.copyOf(EnumSet.allOf(Duty.class));

  /** The duties that change something. */
  public static final Set<Duty> CHANGING = Set.of(Duty.APPLY, Duty.ROLLBACK, Duty.DESTROY);

  /** The duties that bring something about. */
  public static final Set<Duty> BRINGING = Set.of(Duty.APPLY, Duty.ROLLBACK);

  /** The duties that look and those that bring something about. */
  public static final Set<Duty> NOT_DESTROYING =
      Set.of(Duty.PLAN, Duty.DRY_RUN, Duty.APPLY, Duty.ROLLBACK);

  /** The duties that try out what they would bring about, or do it. */
  public static final Set<Duty> TRYING = Set.of(Duty.DRY_RUN, Duty.APPLY, Duty.ROLLBACK);

  private final String why;
  private final List<Need> needs = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param why what the permissions are for, where nothing else is said
   */
  public NeedList(String why) {
    this.why = why;
  }

  /** Adds what the duties can't do without, on one object or, with an empty name, on any. */
  public NeedList must(
      Set<Duty> duties, ApiResource kind, String namespace, String name, String... verbs) {
    for (String verb : verbs) {
      needs.add(new Need(permission(verb, kind, namespace, name), duties, true, why));
    }
    return this;
  }

  /** Adds what makes the duties' work better, and which they can do without. */
  public NeedList may(
      Set<Duty> duties, ApiResource kind, String namespace, String what, String... verbs) {
    for (String verb : verbs) {
      needs.add(new Need(permission(verb, kind, namespace, ""), duties, false, what));
    }
    return this;
  }

  /** Adds needs that somebody else found. */
  public NeedList addAll(Collection<Need> others) {
    needs.addAll(others);
    return this;
  }

  /** Returns what was collected. */
  public List<Need> list() {
    return List.copyOf(needs);
  }

  /** Returns a permission on one object or, with an empty name, on any. */
  public static Permission permission(
      String verb, ApiResource kind, String namespace, String name) {
    String where = kind.namespaced() ? namespace : "";
    return new Permission(verb, kind.group(), kind.plural(), where, name);
  }
}
