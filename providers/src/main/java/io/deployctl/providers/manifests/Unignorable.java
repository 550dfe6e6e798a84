package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds rules that ask for what the API server can't do: a list or map that has one owner as a
 * whole (structural type {@code atomic}) can't be left to others in part.
 */
final class Unignorable {
  private Unignorable() {}

  /**
   * Returns what is wrong with the object's rules, if something is.
   *
   * @param owned the object as it is, or as a dry run says that it would be
   */
  static Optional<Diagnostic> find(Desired desired, JsonNode owned) {
    Manifest manifest = desired.manifest();
    if (manifest.ignored().isEmpty()) {
      return Optional.empty();
    }
    DelegatedFields delegated = desired.delegated(owned);
    ManagedFields owners = ManagedFields.of(owned);
    for (FieldDiff.Difference leaf : FieldDiff.leaves(manifest.body())) {
      int top = top(delegated, leaf.path());
      for (ManagedFields.Entry entry : owners.entries()) {
        OptionalInt whole = top == 0 ? OptionalInt.empty() : depth(entry, leaf.path(), owned);
        if (whole.isPresent() && whole.getAsInt() < top) {
          return Optional.of(
              inPart(manifest, first(leaf.path(), top), first(leaf.path(), whole.getAsInt())));
        }
      }
    }
    return Optional.empty();
  }

  private static OptionalInt depth(ManagedFields.Entry entry, FieldPath path, JsonNode owned) {
    return entry.fields().depth(path.as(owned));
  }

  /** Returns how many steps of the path a rule names; 0 where none does. */
  private static int top(DelegatedFields delegated, FieldPath path) {
    for (int i = 1; i <= path.segments().size(); i++) {
      if (delegated.isIgnored(first(path, i))) {
        return i;
      }
    }
    return 0;
  }

  private static FieldPath first(FieldPath path, int length) {
    return new FieldPath(path.segments().subList(0, length));
  }

  private static Diagnostic inPart(Manifest manifest, FieldPath part, FieldPath whole) {
    return Diagnostic.error(
            "not-ignorable",
            "`"
                + part
                + "` of "
                + manifest.id().address()
                + " can't be left to others by itself: `"
                + whole
                + "` has one owner as a whole")
        .hint("Ignore `" + whole + "`, or leave the rule out");
  }
}
