package io.deployctl.cli.story;

import io.deployctl.fixtures.proxy.Fault;
import io.deployctl.fixtures.proxy.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every fault at every kind of request that a run makes, its Helm's among them. */
final class FaultTable {
  /**
   * One case.
   *
   * @param name where and what
   * @param change whether it hits a run that changes what is there, and not the first one
   * @param rule makes the rule
   */
  record Case(String name, boolean change, Supplier<FaultRule> rule) {
    @Override
    public String toString() {
      return name + (change ? " of a change" : "");
    }
  }

  /**
   * A kind of request.
   *
   * @param requests which, as {@link FaultRule#on(String, int, int, Fault)} takes it
   * @param first which of them, in the first run
   * @param changes whether a run that changes something makes it too
   */
  private record Point(String name, String requests, int first, boolean changes) {}

  private static final String STATE = "/namespaces/[^/]+-deploy/secrets";
  private static final String LEASES = "/leases";
  private static final List<Point> POINTS =
      List.of(
          new Point("finding the cluster", "GET /api/v1/namespaces/kube-system$", 1, true),
          new Point("discovery", "GET /apis$", 1, true),
          new Point("reading the index", "GET .*" + STATE + "/deployctl-test$", 2, true),
          new Point("asking for rights", "POST .*selfsubject", 1, true),
          new Point("making the state namespace", "POST /api/v1/namespaces\\?", 1, false),
          new Point("storing the key", "POST .*" + STATE + "\\?", 1, false),
          new Point("storing the index", "POST .*" + STATE + "\\?", 2, false),
          new Point(
              "taking the lease", "(POST .*" + LEASES + "\\?)|(PUT .*" + LEASES + "/)", 1, true),
          new Point("the heartbeat", "PUT .*" + LEASES + "/", 1, false),
          new Point("giving the lease back", "GET .*" + LEASES + "/", 2, true),
          new Point("storing a record", "POST .*" + STATE + "\\?", 4, true),
          new Point(
              "the first switch of the index", "PUT .*" + STATE + "/deployctl-test$", 1, true),
          new Point("a later switch of the index", "PUT .*" + STATE + "/deployctl-test$", 4, true),
          new Point("deleting an old record", "DELETE .*" + STATE + "/", 1, true),
          new Point("a dry run", "PATCH .*dryRun=All", 1, true),
          new Point("applying a Namespace", "PATCH /api/v1/namespaces/[^/]+\\?field", 1, false),
          new Point("applying a ConfigMap", "PATCH .*/configmaps/settings\\?field", 1, true),
          new Point("applying a Secret", "PATCH .*/secrets/settings\\?field", 1, true),
          new Point("applying a Job", "PATCH .*/jobs/seed[^?]*\\?field", 1, true),
          new Point("applying a Deployment", "PATCH .*/deployments/web\\?field", 1, true),
          new Point("watching pods come up", "GET .*/replicasets", 1, true),
          new Point("Helm: reading its releases", "GET .*secrets\\?labelSelector=name", 1, true),
          new Point("Helm: storing its release", "POST .*/namespaces/[^/]+[^y]/secrets$", 1, true),
          new Point("Helm: starting the hook", "POST .*/jobs\\?fieldManager=helm", 1, true),
          new Point("Helm: watching the hook", "GET .*/jobs\\?.*watch=true", 1, true),
          new Point(
              "Helm: making an object", "(POST|PATCH) .*/configmaps.*fieldManager=helm", 1, true),
          new Point("Helm: ending its release", "PUT .*/secrets/sh.helm.release", 2, true));

  private FaultTable() {}

  /**
   * Returns all cases: at each point the two that leave a client in doubt, and three of the others,
   * which take turns. Neighbours differ in both place and fault.
   */
  static List<Case> cases() {
    List<Map.Entry<String, Supplier<Fault>>> doubts = new ArrayList<>(doubts().entrySet());
    List<Map.Entry<String, Supplier<Fault>>> others = new ArrayList<>(others().entrySet());
    List<Case> cases = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (int number = 0; number < POINTS.size(); number++) {
        boolean doubt = (number + round) % 5 < doubts.size();
        Map.Entry<String, Supplier<Fault>> fault =
            doubt
                ? doubts.get((number + round) % 5)
                : others.get((number + round * 3) % others.size());
        cases.add(one(POINTS.get(number), fault, (number + round) % 3 == 0));
      }
    }
    return cases;
  }

  private static Case one(Point point, Map.Entry<String, Supplier<Fault>> fault, boolean wanted) {
    boolean change = point.changes() && wanted;
    String name = point.name() + ": " + fault.getKey();
    int first = change ? 1 : point.first();
    int times = fault.getKey().endsWith("three times") ? 3 : 1;
    return new Case(
        name, change, () -> FaultRule.on(point.requests(), first, times, fault.getValue().get()));
  }

  private static Map<String, Supplier<Fault>> doubts() {
    Map<String, Supplier<Fault>> faults = new LinkedHashMap<>();
    faults.put("lost answer", Fault::lostAnswer);
    faults.put("lost request", Fault::lostRequest);
    return faults;
  }

  private static Map<String, Supplier<Fault>> others() {
    Map<String, Supplier<Fault>> faults = new LinkedHashMap<>();
    faults.put("429 three times", () -> Fault.busy(429, 1));
    faults.put("done, and 502", () -> Fault.doneButRefused(502));
    faults.put("500", () -> Fault.busy(500, 0));
    faults.put("broken answer", Fault::brokenAnswer);
    faults.put("3 s late", () -> Fault.late(Duration.ofSeconds(3)));
    faults.put("gateway's 503 three times", () -> Fault.gateway(503));
    faults.put("truncated answer", Fault::truncatedAnswer);
    faults.put("garbage", Fault::garbage);
    faults.put("trickle", () -> Fault.trickle(Duration.ofSeconds(2)));
    return faults;
  }
}
