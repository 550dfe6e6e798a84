package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the fields that can't be changed in place. */
final class Immutables {
  /** What may be changed after all, in the answers of StatefulSets and claims. */
  private static final Pattern EXEMPT =
      Pattern.compile(
          "(?:fields other than|except) (.*?)(?: are forbidden| for bound claims|\n|$)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z]{3,}(?:\\.[A-Za-z]+)*");

  private Immutables() {}

  /**
   * A field that the server will not change.
   *
   * @param field as the server names it; some kinds only name {@code spec}
   * @param message what it says about it
   */
  record Refused(String field, String message) {}

  /** Returns the fields, told from what differs where the server does not. */
  static String names(List<Refused> refused, List<FieldDiff.Difference> differences) {
    Set<String> names = new LinkedHashSet<>();
    for (Refused one : refused) {
      List<String> parts = one.field().equals("spec") ? parts(one, differences) : List.of();
      names.addAll(parts.isEmpty() ? List.of(one.field()) : parts);
    }
    return String.join(", ", names);
  }

  /** Returns the refusal of a plan to change such fields. */
  static Diagnostic diagnostic(Manifest manifest, String names, List<Refused> refused) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "immutable-field", manifest.id().address() + " can't be changed in place: " + names);
    for (Refused one : refused) {
      diagnostic =
          diagnostic.detail(one.field() + ": " + one.message().lines().findFirst().orElse(""));
    }
    return diagnostic.hint(
        "Put the field back, or allow deleting and making the object again with the annotation `"
            + Labels.REPLACE
            + ": "
            + Labels.ALLOW
            + "`; what is lost then: "
            + Undos.ofReplace(manifest.id()).loss().orElse("nothing"));
  }

  private static List<String> parts(Refused refused, List<FieldDiff.Difference> differences) {
    Set<String> exempt = new HashSet<>();
    Matcher list = EXEMPT.matcher(refused.message());
    if (list.find()) {
      Matcher name = NAME.matcher(list.group(1));
      while (name.find()) {
        exempt.add(name.group().replaceAll("\\..*", ""));
      }
    }
    Set<String> parts = new LinkedHashSet<>();
    for (FieldDiff.Difference difference : differences) {
      FieldPath path = difference.path();
      if (path.startsWith("spec")
          && path.segments().size() > 1
          && path.segments().get(1) instanceof FieldPath.Key key
          && !exempt.contains(key.name())) {
        parts.add("spec." + key.name());
      }
    }
    return new ArrayList<>(parts);
  }
}
