package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What of a live object somebody wrote, or why it is nobody's to write. */
public sealed interface Authored {
  /**
   * The manifest behind a live object, as a person would have written it.
   *
   * @param manifest the manifest, with the object's namespace; status, the server's metadata and
   *     defaults are not in it
   * @param notes what to know of it, a sentence each
   */
  record Written(ObjectNode manifest, List<String> notes) implements Authored {
    /** Refuses null and copies. */
    public Written {
      requireNonNull(manifest, "manifest is null");
      notes = List.copyOf(notes);
    }
  }

  /**
   * Not to be written.
   *
   * @param reason why, such as {@code made by `kube-controller-manager`}
   * @param hint what can be done about it; empty where nothing has to be
   */
  record Left(String reason, String hint) implements Authored {
    /** Refuses nulls. */
    public Left {
      requireNonNull(reason, "reason is null");
      requireNonNull(hint, "hint is null");
    }
  }
}
