package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.ValuePath;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the pods of a workload that is taken over: the tag of their configuration, which new pods
 * carry, would restart them for nothing. It stands on the workload itself instead, until the
 * configuration changes for the first time.
 */
final class KeptPods {
  private static final ValuePath TAG =
      new ValuePath(List.of("spec", "template", "metadata", "annotations", Labels.CONFIG_TAG));

  private final StepScope scope;
  private final ConfigTags configs;

  KeptPods(StepScope scope, ConfigTags configs) {
    this.scope = scope;
    this.configs = configs;
  }

  /**
   * Returns the object with its tag where it belongs. What becomes of its configuration is known by
   * now.
   *
   * @param live the object as it is, if it is
   */
  Desired placed(Desired desired, Optional<ObjectNode> live) {
    Manifest manifest = desired.manifest();
    Optional<String> tag = tag(manifest.body());
    if (tag.isEmpty() || live.isEmpty() || tag(live.get()).isPresent()) {
      return desired;
    }
    boolean open = manifest.waiting().containsKey(TAG);
    if (open || !isRead(tag.get(), manifest, live.get())) {
      return desired;
    }
    ObjectNode body = manifest.body().deepCopy();
    ObjectNode template = Trees.objectAt(body, "spec", "template", "metadata");
    Trees.objectAt(template, "annotations").remove(Labels.CONFIG_TAG);
    if (template.path("annotations").isEmpty()) {
      template.remove("annotations");
    }
    Trees.objectAt(body, "metadata", "annotations").put(Labels.CONFIG_TAG, tag.get());
    return desired.as(manifest.as(manifest.id(), body));
  }

  /** Returns whether the pods that run read the configuration of the tag. */
  private boolean isRead(String tag, Manifest manifest, JsonNode live) {
    Optional<String> noted = Trees.text(live, "metadata", "annotations", Labels.CONFIG_TAG);
    if (noted.isPresent()) {
      return noted.get().equals(tag);
    }
    String owner =
        Trees.text(live, "metadata", "labels", Labels.ENVIRONMENT).orElse("nobody known");
    boolean ours = owner.equals(scope.environment().uuid());
    return !ours && !configs.isChanging(Restarts.named(manifest));
  }

  private static Optional<String> tag(JsonNode workload) {
    return Trees.text(workload, "spec", "template", "metadata", "annotations", Labels.CONFIG_TAG);
  }
}
