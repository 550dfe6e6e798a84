package io.deployctl.providers.kubernetes.rights;

import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts permissions together as Roles: one for each namespace and one for what belongs to none, with
 * as few rules as say exactly that.
 */
public final class RoleMaker {
  private static final List<String> ORDER =
      List.of("get", "list", "watch", "create", "update", "patch", "delete");

  private RoleMaker() {}

  /** What a rule is restricted to: one kind of resource, with the verbs that objects share. */
  private record Shape(String group, List<String> verbs, boolean named, boolean path) {}

  private record Target(String group, String resource, String name) {}

  /** Returns the Roles that grant the needs and nothing else, the ClusterRole first. */
  public static List<Role> of(Collection<Need> needs) {
    SortedMap<String, List<Need>> byNamespace = new TreeMap<>();
    for (Need need : needs) {
      String namespace = need.permission().namespace();
      byNamespace.computeIfAbsent(namespace, key -> new ArrayList<>()).add(need);
    }
    List<Role> roles = new ArrayList<>();
    byNamespace.forEach((namespace, some) -> roles.add(new Role(namespace, rules(some))));
    return roles;
  }

  private static List<Role.Rule> rules(List<Need> needs) {
    Map<Target, SortedSet<String>> verbs = new LinkedHashMap<>();
    Map<Target, SortedSet<String>> reasons = new LinkedHashMap<>();
    needs.stream()
        .sorted(Comparator.comparing(Need::permission))
        .forEach(
            need -> {
              Permission one = need.permission();
              Target target = new Target(one.group(), one.resource(), one.name());
              Target any = new Target(one.group(), one.resource(), "");
              // What any object may be done to needs no rule for a single one.
              if (target.equals(any) || !verbs.getOrDefault(any, none()).contains(one.verb())) {
                verbs.computeIfAbsent(target, key -> none()).add(one.verb());
                reasons.computeIfAbsent(target, key -> none()).add(need.why());
              }
            });
    return merged(verbs, reasons);
  }

  /** One rule for the names of a resource, and for resources of a group, that share their verbs. */
  private static List<Role.Rule> merged(
      Map<Target, SortedSet<String>> verbs, Map<Target, SortedSet<String>> reasons) {
    Map<String, Gathered> rules = new LinkedHashMap<>();
    verbs.forEach(
        (target, some) -> {
          boolean path = target.resource().startsWith("/");
          boolean named = !target.name().isEmpty();
          Shape shape = new Shape(target.group(), ordered(some), named, path);
          String key = shape + (named ? target.resource() : "");
          rules.computeIfAbsent(key, any -> new Gathered(shape)).add(target, reasons.get(target));
        });
    return rules.values().stream().map(Gathered::rule).toList();
  }

  private static SortedSet<String> none() {
    return new TreeSet<>();
  }

  private static List<String> ordered(Collection<String> verbs) {
    Comparator<String> known =
        Comparator.comparingInt(verb -> ORDER.contains(verb) ? ORDER.indexOf(verb) : ORDER.size());
    return verbs.stream().sorted(known.thenComparing(Comparator.naturalOrder())).toList();
  }

  /** A rule while targets are put into it. */
  private static final class Gathered {
    private final Shape shape;
    private final SortedSet<String> resources = none();
    private final SortedSet<String> names = none();
    private final SortedSet<String> why = none();

    Gathered(Shape shape) {
      this.shape = shape;
    }

    void add(Target target, Collection<String> reasons) {
      resources.add(target.resource());
      if (shape.named()) {
        names.add(target.name());
      }
      why.addAll(reasons);
    }

    Role.Rule rule() {
      List<String> all = List.copyOf(resources);
      return new Role.Rule(
          shape.path() ? List.of() : List.of(shape.group()),
          shape.path() ? List.of() : all,
          List.copyOf(names),
          shape.path() ? all : List.of(),
          shape.verbs(),
          List.copyOf(why));
    }
  }
}
