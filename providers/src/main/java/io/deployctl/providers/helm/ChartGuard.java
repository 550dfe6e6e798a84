package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.guards.ApiGuard;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses a chart whose objects the cluster can't take, and warns of what it soon can't. */
final class ChartGuard {
  private final ApiGuard guard;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChartOrigins origins;
  private final MovingImages images;

  ChartGuard(Cluster cluster, ChartOrigins origins, MovingImages images) {
    this.images = images;
    this.guard = new ApiGuard(cluster);
    this.origins = origins;
  }

  /**
   * Returns what is to be warned of.
   *
   * @throws DeployctlException with every object whose version is gone
   */
  List<Diagnostic> check(Manifest manifest) {
    List<Diagnostic> refused = new ArrayList<>();
    for (HelmObject object : manifest.all()) {
      Optional<SourcePosition> place = origins.place(manifest, object);
      guard
          .refusal(object.apiVersion(), object.id().kind(), object.address(), place)
          .map(one -> template(one, manifest, object, place))
          .ifPresent(refused::add);
      images.look(object.address(), JSON.valueToTree(object.tree()), (list, index) -> place);
    }
    if (!refused.isEmpty()) {
      throw new DeployctlException(io.deployctl.core.model.ExitStatus.FAILED, refused);
    }
    return guard.warnings();
  }

  private static Diagnostic template(
      Diagnostic refused, Manifest manifest, HelmObject object, Optional<SourcePosition> place) {
    return place.isPresent()
        ? refused
        : manifest
            .template(object)
            .map(name -> refused.detail("from the chart's template `" + name + "`"))
            .orElse(refused);
  }
}
