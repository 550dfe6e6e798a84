package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what becomes ours of an object that is taken over, and what the object is once its
 * manifest is applied after that. Safe for several threads.
 */
final class TakeoverPlanner {
  private final Cluster cluster;
  private final String manager;
  private final AdoptionRules rules;

  /**
   * Makes one.
   *
   * @param manager our field manager
   */
  TakeoverPlanner(Cluster cluster, String manager, AdoptionRules rules) {
    this.cluster = cluster;
    this.manager = manager;
    this.rules = rules;
  }

  /**
   * What was found.
   *
   * @param takeover what becomes ours
   * @param after the object with its manifest applied; empty where that is not known
   * @param notes what a reviewer should know
   */
  record Outlook(Takeover takeover, Optional<ObjectNode> after, List<String> notes) {}

  /**
   * Looks at a live object.
   *
   * @param answer what the server says of applying the manifest to it as it is
   * @param fromHelm whether it is moved here from a Helm release
   */
  Outlook of(Desired desired, ObjectNode live, DryRun.Answer answer, boolean fromHelm) {
    Owners owners = owners(live);
    FieldSet written = owners.written().minus(others(desired, live, owners.written()));
    FieldSet wanted =
        answer.after().map(after -> ManagedFields.of(after).applied(manager)).orElse(FieldSet.NONE);
    FieldSet taken =
        written
            .union(wanted)
            .without("metadata", "annotations", Labels.LAST_APPLIED)
            .presentIn(live);
    Takeover takeover = new Takeover(taken, owners.leaving(), fromHelm, false);
    FieldSet gone = written.minus(wanted).minus(owners.kept()).presentIn(live);
    return answer.after().isEmpty() || gone.holdsNothing()
        ? new Outlook(takeover, answer.after(), List.of())
        : tried(desired, live, answer.after().get(), gone, takeover);
  }

  /** Returns those of the fields that stay whose they are, such as an autoscaled number. */
  private static FieldSet others(Desired desired, ObjectNode live, FieldSet fields) {
    DelegatedFields delegated = desired.delegated(live);
    return delegated.mayYield(fields)
        ? fields.select(live, path -> fields.owns(path) && delegated.yields(path))
        : FieldSet.NONE;
  }

  /**
   * Who owns what of an object.
   *
   * @param written what those own whose manifest ours takes the place of
   * @param kept what those own who keep it
   * @param leaving who lets go of something
   */
  private record Owners(FieldSet written, FieldSet kept, List<String> leaving) {}

  private Owners owners(ObjectNode live) {
    FieldSet written = FieldSet.NONE;
    FieldSet kept = FieldSet.NONE;
    Set<String> leaving = new LinkedHashSet<>();
    for (ManagedFields.Entry entry : ManagedFields.of(live).entries()) {
      if (Managers.isWriter(entry, manager, rules.managers())) {
        written = written.union(entry.fields());
        leaving.add(entry.manager());
      } else if (Managers.isEditor(entry, manager)) {
        leaving.add(entry.manager());
      } else if (!entry.manager().equals(manager)) {
        kept = kept.union(entry.fields());
      }
    }
    return new Owners(written, kept, List.copyOf(leaving));
  }

  /**
   * Asks the server what becomes of the object without the fields that its former manifest had and
   * ours has not: most are defaults, which come back.
   */
  private Outlook tried(
      Desired desired, ObjectNode live, ObjectNode after, FieldSet gone, Takeover takeover) {
    ObjectNode patch = MergePatch.between(content(live), content(gone.removedFrom(after)));
    try {
      ObjectNode answer =
          cluster.merge(
              desired.kind().resource().orElseThrow(),
              desired.manifest().id().namespace(),
              desired.manifest().id().name(),
              patch,
              new Application(manager, true, true));
      return new Outlook(takeover, Optional.of(answer), List.of());
    } catch (ApiFailure refused) {
      if (refused.code() != 422) {
        throw refused;
      }
      // What can't leave the object stays the former manager's, as it would without a takeover.
      FieldSet stays = takeover.taken().minus(gone);
      Takeover less = new Takeover(stays, takeover.managers(), takeover.fromHelm(), false);
      String note = "fields that the manifest lacks and that can't be removed stay as they are";
      return new Outlook(less, Optional.of(after), List.of(note));
    }
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    ObjectNode metadata = Trees.objectAt(copy, "metadata");
    metadata.remove(List.of("managedFields", "resourceVersion", "generation"));
    return copy;
  }
}
