package io.deployctl.cli.story;

import io.deployctl.fixtures.proxy.Fault;
import io.deployctl.fixtures.proxy.FaultRule;
import java.util.ArrayList;
import java.util.List;

/**
 * When a run is killed. Everything but the journal's lines is seen from outside of it.
 *
 * @param name for people
 * @param properties for the sink of the journal
 * @param tool a program to stand in for, which kills whoever starts it; empty for none
 * @param moment of that program: before or after it does its work, or before and it goes on
 * @param request a pattern of requests, as {@link FaultRule} has it; empty for none
 * @param nth which of them
 * @param arrived whether the server does the request before the kill
 * @param family whether the programs that the run started die with it
 */
record Kill(
    String name,
    List<String> properties,
    String tool,
    String moment,
    String request,
    int nth,
    boolean arrived,
    boolean family) {
  private static final String STATE = "/namespaces/[^/]+-deploy/";

  /** Every class of request that changes something, as a pattern; which of them, in a run. */
  private static final List<Object[]> WRITES =
      List.of(
          new Object[] {"making the state namespace", "POST /api/v1/namespaces\\?", 1},
          new Object[] {"storing the index", "POST .*" + STATE + "secrets\\?", 1},
          new Object[] {"storing the key", "POST .*" + STATE + "secrets\\?", 2},
          new Object[] {"taking the lease", "POST .*/leases\\?", 1},
          new Object[] {"storing a record", "POST .*" + STATE + "secrets\\?", 3},
          new Object[] {"pending release", "PUT .*" + STATE + "secrets/deployctl-test$", 1},
          new Object[] {"a checkpoint", "PUT .*" + STATE + "secrets/deployctl-test$", 3},
          new Object[] {"a later checkpoint", "PUT .*" + STATE + "secrets/deployctl-test$", 6},
          new Object[] {"deleting an old record", "DELETE .*" + STATE + "secrets/", 2},
          new Object[] {"the heartbeat", "PUT .*/leases/", 1},
          new Object[] {"applying a Namespace", "PATCH /api/v1/namespaces/[^/]+\\?field", 1},
          new Object[] {"applying a ConfigMap", "PATCH .*/configmaps/settings\\?field", 1},
          new Object[] {"applying a Secret", "PATCH .*/secrets/settings\\?field", 1},
          new Object[] {"applying a Job", "PATCH .*/jobs/seed[^?]*\\?field", 1},
          new Object[] {"applying a Service", "PATCH .*/services/web\\?field", 1},
          new Object[] {"applying a Deployment", "PATCH .*/deployments/web\\?field", 1},
          new Object[] {"Helm storing its release", "POST .*/namespaces/[^/]+[^y]/secrets$", 1},
          new Object[] {"Helm starting its hook", "POST .*/jobs\\?fieldManager=helm", 1},
          new Object[] {"Helm making an object", "POST .*/configmaps\\?fieldManager=helm", 1},
          new Object[] {"Helm ending its release", "PUT .*/secrets/sh.helm.release", 2});

  /** Returns a kill at every line that the journal of a whole run has. */
  static List<Kill> atLines(int lines) {
    List<Kill> kills = new ArrayList<>();
    for (int line = 1; line <= lines; line++) {
      for (String when : List.of("before", "torn", "after")) {
        if (!when.equals("torn") || line % 10 == 0) {
          kills.add(
              new Kill(
                  when + " line " + line + " of the journal",
                  List.of("-Dkill.line=" + line, "-Dkill.when=" + when),
                  "",
                  "",
                  "",
                  0,
                  false,
                  false));
        }
      }
    }
    return kills;
  }

  /** Returns a kill at every class of request that changes something. */
  static List<Kill> atWrites() {
    List<Kill> kills = new ArrayList<>();
    for (Object[] write : WRITES) {
      String name = (String) write[0];
      boolean helm = name.startsWith("Helm");
      for (boolean arrived : List.of(false, true)) {
        for (boolean family : helm ? List.of(true, false) : List.of(false)) {
          kills.add(
              new Kill(
                  name
                      + (arrived ? ", done" : ", not done")
                      + (helm && !family ? "; helm goes on" : ""),
                  List.of(),
                  "",
                  "",
                  (String) write[1],
                  (Integer) write[2],
                  arrived,
                  family));
        }
      }
    }
    return kills;
  }

  /** Returns a kill at the beginning and at the end of everything that is started. */
  static List<Kill> atPrograms() {
    List<Kill> kills = new ArrayList<>();
    for (String tool : List.of("helm upgrade", "terraform apply", "migrate", "topics")) {
      for (String moment : List.of("before", "orphan", "after")) {
        kills.add(new Kill(moment + " " + tool, List.of(), tool, moment, "", 0, false, false));
      }
    }
    return kills;
  }

  /** Returns what the proxy does for it. */
  FaultRule rule(Runnable kill) {
    return FaultRule.on(request, nth, 1, arrived ? Fault.after(kill) : Fault.before(kill));
  }

  @Override
  public String toString() {
    return name;
  }
}
