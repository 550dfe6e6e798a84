package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.readiness.ReadinessNeeds;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.kubernetes.rights.GrantingObject;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a release needs over its life: its history, which Helm keeps in Secrets that are numbered
 * and so can't be named, its objects, and its hooks.
 */
final class ReleaseNeeds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiResource AUTOSCALERS =
      new ApiResource(
          "autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
  private static final Set<Duty> LOOKING = Set.of(Duty.PLAN, Duty.DRY_RUN);
  private static final Set<String> WATCHED_HOOKS = Set.of("Job", "Pod");

  private final ReleaseSpec spec;
  private final Catalogue catalogue;
  private final List<Need> needs = new ArrayList<>();
  private final Diagnostics problems = new Diagnostics();

  ReleaseNeeds(ReleaseSpec spec, Catalogue catalogue) {
    this.spec = spec;
    this.catalogue = catalogue;
    NeedList history =
        new NeedList("Helm keeps the history of " + spec.address() + " in numbered Secrets");
    history.must(NeedList.ALL, ReleaseActNeeds.SECRETS, spec.namespace(), "", "get", "list");
    history.must(
        NeedList.CHANGING,
        ReleaseActNeeds.SECRETS,
        spec.namespace(),
        "",
        "create",
        "update",
        "delete");
    if (spec.createNamespace()) {
      history.must(NeedList.BRINGING, ReleaseActNeeds.NAMESPACES, "", "", "create");
    }
    needs.addAll(history.list());
  }

  /** Adds what the rendered chart needs. */
  ReleaseNeeds add(Manifest manifest) {
    for (HelmObject object : manifest.all()) {
      catalogue.learn(JSON.valueToTree(object.tree()));
    }
    for (HelmObject object : manifest.all()) {
      Optional<ApiResource> kind = catalogue.resource(object.apiVersion(), object.id().kind());
      if (kind.isEmpty()) {
        problems.add(catalogue.unknown(object.apiVersion(), object.id().kind()));
      } else if (object.hook().isEmpty()) {
        object(object, kind.get());
      } else {
        hook(object, kind.get());
      }
    }
    return this;
  }

  /** Adds what the definitions in the chart's crds/ need, which Helm makes and never changes. */
  ReleaseNeeds addDefinitions(List<JsonNode> definitions) {
    ApiResource kind =
        new ApiResource(
            "apiextensions.k8s.io/v1",
            "CustomResourceDefinition",
            "customresourcedefinitions",
            false);
    for (JsonNode definition : definitions) {
      catalogue.learn(definition);
      String name = definition.path("metadata").path("name").asText();
      NeedList list = new NeedList("crds/ of the chart of " + spec.address());
      list.must(NeedList.BRINGING, kind, "", name, "get");
      list.must(NeedList.BRINGING, kind, "", "", "create");
      needs.addAll(list.list());
    }
    return this;
  }

  /**
   * Returns what was collected.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException naming kinds that nobody knows
   */
  List<Need> list() {
    problems.throwIfErrors();
    return List.copyOf(needs);
  }

  private void object(HelmObject object, ApiResource kind) {
    String namespace = object.id().namespace();
    String name = object.id().name();
    NeedList list = new NeedList("objects of " + spec.address());
    list.must(NeedList.ALL, kind, namespace, name, "get");
    list.must(NeedList.BRINGING, kind, namespace, "", "create");
    list.must(NeedList.BRINGING, kind, namespace, name, "patch");
    if (!object.isKept()) {
      list.must(NeedList.CHANGING, kind, namespace, name, "delete");
    }
    if (object.leaves().containsKey("spec.replicas")) {
      list.may(
          NeedList.NOT_DESTROYING,
          AUTOSCALERS,
          namespace,
          "to leave an autoscaler's number of replicas alone",
          "list");
    }
    needs.addAll(list.list());
    needs.addAll(granting(object));
    if (spec.await()) {
      needs.addAll(ReadinessNeeds.of(kind.group(), kind.kind(), namespace));
    }
  }

  /** A hook is deleted, made, waited for, and deleted. */
  private void hook(HelmObject object, ApiResource kind) {
    if (object.hook().equals("test")) {
      return;
    }
    String namespace = object.id().namespace();
    String name = object.id().name();
    NeedList list = new NeedList("hooks of " + spec.address());
    list.must(LOOKING, kind, namespace, name, "get");
    list.must(NeedList.CHANGING, kind, namespace, name, "get", "delete");
    list.must(NeedList.CHANGING, kind, namespace, "", "create");
    if (WATCHED_HOOKS.contains(object.id().kind())) {
      list.must(NeedList.CHANGING, kind, namespace, name, "list", "watch");
    }
    needs.addAll(list.list());
    needs.addAll(granting(object));
  }

  private List<Need> granting(HelmObject object) {
    JsonNode tree = JSON.valueToTree(object.tree());
    return new GrantingObject(tree, object.id().namespace()).needs();
  }
}
