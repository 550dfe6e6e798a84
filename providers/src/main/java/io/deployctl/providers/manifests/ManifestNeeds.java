package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Need;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.ValuePath;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.readiness.ReadinessNeeds;
import io.deployctl.providers.kubernetes.rights.AppliedObject;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.kubernetes.rights.GrantingObject;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a step's objects need over their lives. */
final class ManifestNeeds {
  private static final ValuePath NAME = ValuePath.ROOT.child("metadata").child("name");

  private final StepScope scope;
  private final Catalogue catalogue;
  private final List<Need> needs = new ArrayList<>();
  private final Diagnostics notes = new Diagnostics();

  ManifestNeeds(StepScope scope, Catalogue catalogue) {
    this.scope = scope;
    this.catalogue = catalogue;
  }

  /**
   * Returns what the project's objects need.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException naming kinds that nobody knows
   */
  Needs of(Source source) {
    if (!source.shapeWaitsOn().isEmpty()) {
      notes.add(
          Diagnostic.warning(
                  "needs-unknown",
                  "which objects step `" + scope.step() + "` has waits on other steps' outputs")
              .hint("run the command again once those steps have run"));
      return new Needs(List.of(), notes.list());
    }
    source.manifests().forEach(one -> catalogue.learn(one.body()));
    Diagnostics problems = new Diagnostics();
    for (Manifest manifest : source.manifests()) {
      Optional<ApiResource> kind = catalogue.resource(manifest.apiVersion(), manifest.id().kind());
      if (kind.isPresent()) {
        add(manifest, kind.get(), source.settings());
      } else {
        Diagnostic unknown = catalogue.unknown(manifest.apiVersion(), manifest.id().kind());
        problems.add(manifest.position().map(unknown::at).orElse(unknown));
      }
    }
    problems.throwIfErrors();
    return new Needs(needs, notes.list());
  }

  /** Returns what objects need that the environment owns and the project may have no more. */
  Needs of(List<InventoryEntry> entries) {
    for (InventoryEntry entry : entries) {
      ResourceId id = entry.id();
      boolean deleted = !PrunePlanner.PROTECTED.contains(id.kind());
      catalogue
          .resource(entry.apiVersion(), id.kind())
          .map(kind -> new AppliedObject(kind, id.namespace(), id.name()))
          .ifPresent(
              object -> needs.addAll(object.end("what the environment owns already", deleted)));
    }
    return new Needs(needs, List.of());
  }

  private void add(Manifest manifest, ApiResource kind, ManifestsSettings settings) {
    String namespace = kind.namespaced() ? namespace(manifest) : "";
    // A Job's name ends in a digest of its content, and another one's may wait on outputs.
    boolean named = !manifest.is("batch", "Job") && !manifest.waiting().containsKey(NAME);
    AppliedObject object = new AppliedObject(kind, namespace, named ? manifest.id().name() : "");
    boolean deleted =
        !PrunePlanner.PROTECTED.contains(kind.kind())
            || manifest.annotation(Labels.PRUNE).filter(Labels.ALLOW::equals).isPresent();
    needs.addAll(object.life("objects of step `" + scope.step() + "`", deleted));
    needs.addAll(new GrantingObject(manifest.body(), namespace).needs());
    if (settings.awaitReady()) {
      needs.addAll(ReadinessNeeds.of(kind.group(), kind.kind(), namespace));
    }
    if (ScaleTargets.mayBeScaled(manifest)) {
      needs.addAll(autoscalers(namespace));
    }
  }

  private List<Need> autoscalers(String namespace) {
    NeedList list = new NeedList("");
    for (Map.Entry<String, String> kind : ScaleTargets.AUTOSCALERS.entrySet()) {
      catalogue
          .resource(kind.getValue(), kind.getKey())
          .ifPresent(
              resource ->
                  list.may(
                      NeedList.NOT_DESTROYING,
                      resource,
                      namespace,
                      "to leave an autoscaler's number of replicas alone",
                      "list"));
    }
    return list.list();
  }

  private String namespace(Manifest manifest) {
    String written = manifest.id().namespace();
    boolean namespaced =
        catalogue
            .resource(manifest.apiVersion(), manifest.id().kind())
            .map(ApiResource::namespaced)
            .orElse(true);
    if (!namespaced) {
      return "";
    }
    return written.isEmpty() ? scope.namespace() : written;
  }
}
