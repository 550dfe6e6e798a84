package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Plans objects side by side: first those that pods read, then all that depends on them. */
final class InOrder {
  private final ConfigTags configs;
  private final KeptPods pods;
  private final boolean restored;

  /**
   * Makes one.
   *
   * @param restored whether the manifests carry their tags already
   */
  InOrder(StepScope scope, ConfigTags configs, boolean restored) {
    this.configs = configs;
    this.pods = new KeptPods(scope, configs);
    this.restored = restored;
  }

  /**
   * An object with what planning it came to.
   *
   * @param desired the object in its last form
   * @param plan its plan
   */
  record Result<T>(Desired desired, T plan) {}

  /**
   * Plans the objects.
   *
   * @param plan plans one object; is given the live one
   * @param changes tells whether the object is another than planned, or will be
   */
  <T> List<Result<T>> plan(
      List<Desired> objects,
      Map<ResourceId, ObjectNode> live,
      Workers workers,
      BiFunction<Desired, Optional<ObjectNode>, T> plan,
      Predicate<T> changes) {
    List<Desired> read = new ArrayList<>();
    List<Desired> others = new ArrayList<>();
    objects.forEach(one -> (ConfigTags.isConfig(one.manifest()) ? read : others).add(one));
    List<Result<T>> results =
        new ArrayList<>(
            workers.map(read, one -> new Result<>(one, plan.apply(one, of(one, live)))));
    for (Result<T> result : results) {
      if (changes.test(result.plan())) {
        configs.change(result.desired().manifest().id());
      }
    }
    results.addAll(
        workers.map(
            others,
            one -> {
              Optional<ObjectNode> there = of(one, live);
              Desired last = restored ? one : pods.placed(one, there);
              return new Result<>(last, plan.apply(last, there));
            }));
    return results;
  }

  private static Optional<ObjectNode> of(Desired one, Map<ResourceId, ObjectNode> live) {
    return Optional.ofNullable(live.get(one.manifest().id()));
  }
}
