package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what of an object may be shown. A field is a secret by its kind (data of a Secret), by
 * where it stands (it does, or did in the last release, depend on a secret), or by its text.
 */
final class Masking {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final boolean secretKind;
  private final List<FieldPath> places = new ArrayList<>();
  private final Set<String> texts = new HashSet<>();
  private final Tagger tagger;
  private final Redactor redactor;

  /** Makes one for an object of the given kind. */
  Masking(boolean secretKind, Tagger tagger, Redactor redactor) {
    this.secretKind = secretKind;
    this.tagger = tagger;
    this.redactor = redactor;
  }

  /** Adds what is sensitive in a manifest of the object. */
  Masking add(Manifest manifest) {
    manifest
        .sensitive()
        .forEach(
            path -> {
              FieldPath place = FieldPath.of(path, manifest.body());
              places.add(place);
              JsonNode value = place.in(manifest.body());
              if (value.isTextual() && value.asText().length() > 3) {
                texts.add(value.asText());
              }
            });
    return this;
  }

  /** Returns the value as everybody may see it. */
  Leaf leaf(FieldPath path, JsonNode value) {
    if (isSecret(path, value)) {
      return new Leaf.Sensitive(tagger.tag(Trees.canonical(value)));
    }
    return new Leaf.Literal(data(value));
  }

  private boolean isSecret(FieldPath path, JsonNode value) {
    boolean data = path.startsWith("data") || path.startsWith("stringData");
    if (secretKind && (data || path.startsWith("metadata", "annotations", LAST_APPLIED))) {
      return true;
    }
    if (places.stream().anyMatch(path::overlaps)) {
      return true;
    }
    return value.isTextual()
        && (texts.contains(value.asText())
            || !redactor.redact(value.asText()).equals(value.asText()));
  }

  private static Optional<Object> data(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    if (value.isNumber()) {
      return Optional.of(value.numberValue());
    }
    return Optional.of(value.isTextual() ? value.asText() : value.toString());
  }
}
