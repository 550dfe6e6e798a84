package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.ValuePath;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object as it should be. The body holds real secrets; nothing prints it.
 *
 * @param id the object; before its kind is known to the server, the namespace is what is written
 * @param apiVersion the version it is written in
 * @param body all of it
 * @param sensitive the leaves that depend on a secret
 * @param waiting the leaves that depend on outputs not known yet, with those
 * @param ignored the fields that the project leaves to others
 * @param written where it is written; empty for one of a release
 */
record Manifest(
    ResourceId id,
    String apiVersion,
    ObjectNode body,
    Set<ValuePath> sensitive,
    Map<ValuePath, Set<StepOutputRef>> waiting,
    Ignored ignored,
    Optional<Written> written) {
  /** Refuses nulls and copies the collections. */
  Manifest {
    requireNonNull(id, "id is null");
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(body, "body is null");
    sensitive = Set.copyOf(sensitive);
    waiting = Map.copyOf(waiting);
    requireNonNull(ignored, "ignored is null");
    requireNonNull(written, "written is null");
  }

  /** Makes one of which no field is left to others. */
  Manifest(
      ResourceId id,
      String apiVersion,
      ObjectNode body,
      Set<ValuePath> sensitive,
      Map<ValuePath, Set<StepOutputRef>> waiting,
      Optional<Written> written) {
    this(id, apiVersion, body, sensitive, waiting, Ignored.NONE, written);
  }

  /** Returns where it is written, if it is. */
  Optional<SourcePosition> position() {
    return written.map(Written::position);
  }

  /** Returns where one of its fields is written, if it is written at all. */
  Optional<SourcePosition> place(String... keys) {
    return written.map(at -> at.position(FieldPath.of(keys), body));
  }

  /** Returns all outputs that it waits on. */
  Set<StepOutputRef> waitsOn() {
    Set<StepOutputRef> waits = new TreeSet<>();
    waiting.values().forEach(waits::addAll);
    return waits;
  }

  /** Returns it as another object: under another name, or in a namespace. */
  Manifest as(ResourceId other, ObjectNode otherBody) {
    return new Manifest(other, apiVersion, otherBody, sensitive, waiting, ignored, written);
  }

  /** Returns it with fields that are left to others. */
  Manifest ignoring(Ignored fields) {
    return new Manifest(id, apiVersion, body, sensitive, waiting, fields, written);
  }

  /** Returns whether it is of the kind. */
  boolean is(String group, String kind) {
    return id.group().equals(group) && id.kind().equals(kind);
  }

  /** Returns the annotation of the name, if it is written. */
  Optional<String> annotation(String name) {
    return Trees.text(body, "metadata", "annotations", name);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
