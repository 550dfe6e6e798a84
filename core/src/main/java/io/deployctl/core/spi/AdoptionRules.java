package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be taken over, and from whom beyond those who never mind.
 *
 * @param objects the objects that were named, as {@code KIND/NAME} or {@code KIND/NAMESPACE/NAME};
 *     empty means all
 * @param managers field managers that will not write their objects again
 * @param helmRelease the Helm release whose objects are moved here, as {@code NAMESPACE/NAME}
 * @param leave objects of that release that may stay behind, in the form of {@code objects}
 */
public record AdoptionRules(
    Set<String> objects, Set<String> managers, Optional<String> helmRelease, Set<String> leave) {
  /** Takes over everything from those who never mind. */
  public static final AdoptionRules DEFAULT =
      new AdoptionRules(Set.of(), Set.of(), Optional.empty(), Set.of());

  /** Refuses nulls and copies. */
  public AdoptionRules {
    objects = Set.copyOf(objects);
    managers = Set.copyOf(managers);
    requireNonNull(helmRelease, "helmRelease is null");
    leave = Set.copyOf(leave);
  }

  /** Returns whether the object of the address, such as {@code Service shop/web}, is meant. */
  public boolean concerns(String address) {
    return objects.isEmpty() || objects.stream().anyMatch(name -> names(name, address));
  }

  /** Returns whether the object of the address may stay behind. */
  public boolean leaves(String address) {
    return leave.stream().anyMatch(name -> names(name, address));
  }

  /** Returns whether a name such as {@code service/web} names the object of the address. */
  public static boolean names(String name, String address) {
    int slash = name.indexOf('/');
    int space = address.indexOf(' ');
    if (slash < 0 || space < 0) {
      return false;
    }
    String kind = address.substring(0, space).toLowerCase(Locale.ROOT);
    String rest = address.substring(space + 1);
    String wanted = name.substring(slash + 1);
    return kind.equals(name.substring(0, slash).toLowerCase(Locale.ROOT))
        && (rest.equals(wanted) || rest.endsWith("/" + wanted));
  }
}
