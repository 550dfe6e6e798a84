package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.List;

/** Looks once, without waiting. */
public final class Observer {
  private Observer() {}

  /** Returns how each object stands right now, in the order given, with the evidence read. */
  public static List<Observation> observe(
      Cluster cluster, Surroundings surroundings, List<Expectation> expectations) {
    Looker looker = new Looker(cluster, surroundings, expectations);
    return expectations.stream()
        .map(
            expectation ->
                new Observation(expectation, looker.judge(expectation).told(surroundings)))
        .toList();
  }
}
