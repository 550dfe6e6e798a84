package io.deployctl.cli.story;

import io.deployctl.fixtures.proxy.Fault;
import io.deployctl.fixtures.proxy.FaultProxy;
import io.deployctl.fixtures.proxy.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every fault at every kind of request that a run makes, its Helm's and Terraform's among them. */
final class FaultTable {
  /**
   * One case.
   *
   * @param name where and what
   * @param change whether it hits a run that changes what is there, and not the first one
   * @param terraform whether the project has a Terraform root whose state is in the cluster
   * @param completion what completes it: {@code resume} or {@code apply}
   * @param rule makes the rule for a proxy
   */
  record Case(
      String name,
      boolean change,
      boolean terraform,
      String completion,
      Function<FaultProxy, FaultRule> rule) {
    @Override
    public String toString() {
      return name + (change ? " of a change" : "") + ", then " + completion;
    }
  }

  /**
   * A kind of request.
   *
   * @param requests which, as {@link FaultRule#on(String, int, int, Fault)} takes it
   * @param first which of them, in the first run
   * @param change which of them, in a run that changes something; 0 where that makes none
   */
  private record Point(String name, String requests, int first, int change) {
    boolean isTerraforms() {
      return name.startsWith("Terraform");
    }
  }

  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final String STATE = "/namespaces/[^/]+-deploy/secrets";
  private static final String LEASES = "/namespaces/[^/]+-deploy/leases";
  private static final String LOCK = "/namespaces/[^/]+-tf/leases";
  private static final String TERRAFORM_STATE = "/namespaces/[^/]+-tf/secrets";
  private static final List<Point> POINTS =
      List.of(
          new Point("finding the cluster", "GET /api/v1/namespaces/kube-system$", 1, 1),
          new Point("discovery", "GET /apis$", 1, 1),
          new Point("reading the index", "GET .*" + STATE + "/deployctl-test$", 2, 1),
          new Point("asking for rights", "POST .*selfsubject", 1, 1),
          new Point("making the state namespace", "POST /api/v1/namespaces\\?", 1, 0),
          new Point("storing the key", "POST .*" + STATE + "\\?", 1, 0),
          new Point("storing the index", "POST .*" + STATE + "\\?", 2, 0),
          new Point("taking the lease", "(POST .*" + LEASES + "\\?)|(PUT .*" + LEASES + "/)", 1, 1),
          new Point("the heartbeat", "PUT .*" + LEASES + "/", 1, 0),
          new Point("giving the lease back", "GET .*" + LEASES + "/", 2, 1),
          new Point("storing a record", "POST .*" + STATE + "\\?", 4, 1),
          new Point("the first switch of the index", "PUT .*" + STATE + "/deployctl-test$", 1, 1),
          new Point("a later switch of the index", "PUT .*" + STATE + "/deployctl-test$", 4, 1),
          new Point("deleting an old record", "DELETE .*" + STATE + "/", 1, 1),
          new Point("a dry run", "PATCH .*dryRun=All", 1, 1),
          new Point("applying a Namespace", "PATCH /api/v1/namespaces/[^/]+\\?field", 1, 0),
          new Point("applying a ConfigMap", "PATCH .*/configmaps/settings\\?field", 1, 1),
          new Point("applying a Secret", "PATCH .*/secrets/settings\\?field", 1, 1),
          new Point("applying a Job", "PATCH .*/jobs/seed[^?]*\\?field", 1, 1),
          new Point("applying a Deployment", "PATCH .*/deployments/web\\?field", 1, 1),
          new Point("watching pods come up", "GET .*/replicasets", 1, 1),
          new Point("Helm: reading its releases", "GET .*secrets\\?labelSelector=name", 1, 1),
          new Point("Helm: storing its release", "POST .*/namespaces/fault-[0-9]+/secrets$", 1, 1),
          new Point("Helm: starting the hook", "POST .*/jobs\\?fieldManager=helm", 1, 1),
          new Point("Helm: watching the hook", "GET .*/jobs\\?.*watch=true", 1, 1),
          new Point(
              "Helm: making an object", "(POST|PATCH) .*/configmaps.*fieldManager=helm", 1, 1),
          new Point("Helm: ending its release", "PUT .*/secrets/sh.helm.release", 2, 1));

  private static final List<Point> TERRAFORMS =
      List.of(
          new Point("Terraform: finding its state", "GET .*" + TERRAFORM_STATE, 1, 1),
          new Point("Terraform: its first lock", "POST .*" + LOCK, 1, 0),
          new Point("Terraform: making its state", "POST .*" + TERRAFORM_STATE, 1, 0),
          new Point("Terraform: giving its first lock back", "PUT .*" + LOCK, 1, 0),
          new Point("Terraform: its lock to plan", "PUT .*" + LOCK, 2, 1),
          new Point("Terraform: giving its lock back after planning", "PUT .*" + LOCK, 3, 2),
          new Point("Terraform: reading its state", "GET .*" + TERRAFORM_STATE + "/", 2, 1),
          new Point("Terraform: its lock to apply", "PUT .*" + LOCK, 4, 3),
          new Point("Terraform: storing its state", "PUT .*" + TERRAFORM_STATE, 2, 1),
          new Point("Terraform: giving its lock back after applying", "PUT .*" + LOCK, 5, 4));
  private static final List<Point> OUTAGES =
      List.of(
          new Point("planning", "GET /apis$", 1, 1),
          new Point("applying objects", "PATCH .*/configmaps/settings\\?field", 1, 1),
          new Point("watching pods come up", "GET .*/replicasets", 1, 1),
          new Point("Helm's hook", "POST .*/jobs\\?fieldManager=helm", 1, 1),
          new Point("Helm's end", "PUT .*/secrets/sh.helm.release", 2, 1),
          new Point("the heartbeat", "PUT .*" + LEASES + "/", 1, 0),
          new Point("Terraform's end", "PUT .*" + TERRAFORM_STATE, 2, 1));

  private FaultTable() {}

  /**
   * Returns the faults of single requests: at each point the two that leave a client in doubt, and
   * three of the others, which take turns. Neighbours differ in both place and fault.
   */
  static List<Case> requests() {
    return requests(POINTS);
  }

  /** Returns the same for Terraform, which keeps state and lock in the cluster. */
  static List<Case> terraforms() {
    return requests(TERRAFORMS);
  }

  private static List<Case> requests(List<Point> points) {
    List<Map.Entry<String, Supplier<Fault>>> doubts = new ArrayList<>(doubts().entrySet());
    List<Map.Entry<String, Supplier<Fault>>> others = new ArrayList<>(others().entrySet());
    List<Case> cases = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (int number = 0; number < points.size(); number++) {
        boolean doubt = (number + round) % 5 < doubts.size();
        Map.Entry<String, Supplier<Fault>> fault =
            doubt
                ? doubts.get((number + round) % 5)
                : others.get((number + round * 3) % others.size());
        int times = fault.getKey().endsWith("three times") ? 3 : 1;
        boolean change = (number + round) % 3 == 0;
        cases.add(
            one(
                points.get(number),
                fault.getKey(),
                change,
                cases.size(),
                times,
                proxy -> fault.getValue().get()));
      }
    }
    return cases;
  }

  /** Returns what happens to the watch that Helm follows its hook with. */
  static List<Case> watches() {
    Map<String, Supplier<Fault>> faults = new LinkedHashMap<>();
    faults.put("cut after the first event", Fault::cutAfterFirstEvent);
    faults.put("silent for 10 s", () -> Fault.silentWatch(Duration.ofSeconds(10)));
    Point watch = new Point("Helm: watching the hook", "GET .*/jobs\\?.*watch=true", 1, 1);
    List<Case> cases = new ArrayList<>();
    faults.forEach(
        (name, fault) -> {
          for (int times : List.of(1, 3)) {
            String often = times == 1 ? name : name + " three times";
            cases.add(one(watch, often, times == 1, cases.size() / 2, times, proxy -> fault.get()));
          }
        });
    return cases;
  }

  /**
   * Returns outages of half a minute, which begin at several points: the server is gone, or nobody
   * answers.
   *
   * @param switches how often a whole first run switches its index
   */
  static List<Case> outages(int switches) {
    List<Point> points = new ArrayList<>(OUTAGES);
    String index = "PUT .*" + STATE + "/deployctl-test$";
    points.add(new Point("the next to last switch of the index", index, switches - 1, 0));
    points.add(new Point("the last switch of the index", index, switches, 0));
    List<Case> cases = new ArrayList<>();
    for (Point point : points) {
      boolean change = cases.size() % 4 == 0;
      cases.add(one(point, "30 s gone", change, cases.size() / 2, 1, proxy -> proxy.gone(OUTAGE)));
      cases.add(
          one(
              point,
              "30 s swallowed",
              !change,
              cases.size() / 2 + 1,
              1,
              proxy -> proxy.swallowed(OUTAGE)));
    }
    return cases;
  }

  private static Case one(
      Point point,
      String fault,
      boolean wanted,
      int number,
      int times,
      Function<FaultProxy, Fault> of) {
    boolean change = point.change() > 0 && wanted;
    int first = change ? point.change() : point.first();
    return new Case(
        point.name() + ": " + fault,
        change,
        point.isTerraforms(),
        number % 2 == 0 ? "resume" : "apply",
        proxy -> FaultRule.on(point.requests(), first, times, of.apply(proxy)));
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
