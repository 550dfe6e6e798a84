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

  /** Returns the managers of the conflicts as a note names them. */
  static String managers(List<Conflict> conflicts) {
    TreeSet<String> names = new TreeSet<>();
    conflicts.forEach(conflict -> names.add(conflict.manager()));
    return String.join(", ", names);
  }

  /** Returns the immutable fields in the way, or none where that is not what is wrong. */
  static List<String> immutableFields(ApiFailure failure) {
    List<String> fields = new ArrayList<>();
    if (failure.code() != 422) {
      return fields;
    }
    for (JsonNode cause : causes(failure)) {
      String message = cause.path("message").asText();
      boolean immutable =
          message.contains("field is immutable")
              || message.contains("updates to statefulset spec for fields other than")
              || message.contains("may not change once set")
              || message.contains("cannot be changed")
              || message.contains("is immutable after creation")
              || message.contains("cannot change roleRef");
      if (immutable) {
        fields.add(cause.path("field").asText());
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
