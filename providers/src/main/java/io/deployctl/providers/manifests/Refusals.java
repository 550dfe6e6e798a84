package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the API server has against an apply, and says what can be done about it. */
final class Refusals {
  private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

  /**
   * How the API server's validation, and rules of custom kinds, say that a field can't be changed:
   * there is no reason of its own for it among the causes.
   */
  private static final Pattern IMMUTABLE =
      Pattern.compile(
          "(?i)immutable|updates to .* are forbidden|may not change once set"
              + "|may not be changed in an update|cannot be changed|cannot change roleRef"
              + "|pod updates may not change fields");

  private Refusals() {}

  /**
   * A field that somebody else owns.
   *
   * @param manager who
   * @param field the field, as the server writes it
   */
  record Conflict(String manager, String field) {}

  /** Returns the fields that others own, or none where that is not what is wrong. */
  static List<Conflict> conflicts(ApiFailure failure) {
    List<Conflict> conflicts = new ArrayList<>();
    if (failure.code() != 409) {
      return conflicts;
    }
    for (JsonNode cause : causes(failure)) {
      Matcher manager = MANAGER.matcher(cause.path("message").asText());
      if (cause.path("reason").asText().equals("FieldManagerConflict") && manager.find()) {
        conflicts.add(new Conflict(manager.group(1), cause.path("field").asText()));
      }
    }
    return conflicts;
  }

  /**
   * Returns whether all these fields can be taken over. A number of replicas can be from anybody:
   * were there an autoscaler, the field would not be applied at all.
   */
  static boolean areAdoptable(List<Conflict> conflicts) {
    return !conflicts.isEmpty()
        && conflicts.stream()
            .allMatch(
                conflict ->
                    Managers.isAdoptable(conflict.manager())
                        || conflict.field().equals(".spec.replicas"));
  }

  /** Returns the managers of the conflicts as a note names them; deployctl's own are no news. */
  static String managers(List<Conflict> conflicts) {
    TreeSet<String> names = new TreeSet<>();
    conflicts.stream()
        .map(Conflict::manager)
        .filter(manager -> !manager.equals(Managers.HANDOVER))
        .forEach(names::add);
    return String.join(", ", names);
  }

  /** Returns the immutable fields in the way, or none where that is not what is wrong. */
  static List<Immutables.Refused> immutableFields(ApiFailure failure) {
    List<Immutables.Refused> fields = new ArrayList<>();
    if (failure.code() != 422) {
      return fields;
    }
    for (JsonNode cause : causes(failure)) {
      String message = cause.path("message").asText();
      if (IMMUTABLE.matcher(message).find()) {
        fields.add(new Immutables.Refused(cause.path("field").asText(), message));
      }
    }
    return fields;
  }

  /** Returns the diagnostic of fields that controllers own. */
  static Diagnostic foreignFields(String address, List<Conflict> conflicts) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "field-conflict",
            "applying " + address + ": " + managers(conflicts) + " owns fields that it sets");
    for (Conflict conflict : conflicts) {
      diagnostic = diagnostic.detail(conflict.field() + " is owned by " + conflict.manager());
    }
    return diagnostic.hint(
        "Take these fields out of the manifest: a controller sets them and would set them again");
  }

  private static JsonNode causes(ApiFailure failure) {
    return failure
        .status()
        .<JsonNode>map(status -> status.path("details").path("causes"))
        .orElse(Trees.list());
  }
}
