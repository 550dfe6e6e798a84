package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Target;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans made by hand, for the tests of views. */
public final class Samples {
  /** When everything in the samples happens. */
  public static final Instant NOW = Instant.parse("2026-03-04T10:20:30Z");

  private static final StepOutputRef ENDPOINT =
      new StepOutputRef(new StepId("cloud"), "db_endpoint");

  private Samples() {}

  /** Returns a plan that has something of everything. */
  public static Plan rich() {
    return plan(
        PlanMode.DEPLOY,
        Optional.of(7),
        List.of(
            stage("infrastructure", cloud()),
            stage("platform", redis(), kafka()),
            stage("configuration", config()),
            stage("workloads", api(), operator()),
            stage("verify", checks())));
  }

  /** Returns a plan without changes. */
  public static Plan empty() {
    return plan(
        PlanMode.DEPLOY,
        Optional.of(8),
        List.of(
            stage("workloads", step("api", "manifests", List.of())), stage("verify", checks())));
  }

  /** Returns a plan that only takes over what is there. */
  public static Plan adopting() {
    return plan(
        PlanMode.DEPLOY,
        Optional.empty(),
        List.of(
            stage(
                "app",
                step(
                    "web",
                    "manifests",
                    List.of(
                        Effect.of("1", Verb.ADOPT, "Deployment default/web")
                            .withNotes(List.of("take over from kubectl-client-side-apply")),
                        Effect.of("2", Verb.ADOPT, "Service default/web")
                            .withNotes(List.of("take over from kubectl-create")))),
                step(
                    "redis",
                    "helm",
                    List.of(
                        Effect.of("release", Verb.ADOPT, "release default/redis")
                            .withNotes(
                                List.of(
                                    "take over from helm: revision 3 of redis-18.1.0,"
                                        + " deployed")))))));
  }

  /** Returns a plan that takes over what it can. */
  public static Plan adoption() {
    PlannedStep web =
        step(
            "web",
            "manifests",
            List.of(
                Effect.of("1", Verb.ADOPT, "Deployment shop/web")
                    .withNotes(List.of("from kubectl-client-side-apply"))
                    .withChanges(
                        List.of(
                            new FieldChange(
                                "spec.replicas",
                                Optional.of(Leaf.Literal.of(2)),
                                Optional.of(Leaf.Literal.of(3)),
                                Optional.empty()),
                            new FieldChange(
                                "metadata.labels.team",
                                Optional.of(Leaf.Literal.of("web")),
                                Optional.empty(),
                                Optional.empty()))),
                Effect.of("2", Verb.ADOPT, "Service shop/web")
                    .withNotes(List.of("from kubectl-create"))));
    PlannedStep found =
        new PlannedStep(
            web.step(),
            web.was(),
            web.needs(),
            web.identity(),
            web.stateless(),
            web.plan(),
            web.notes(),
            List.of(
                Verdict.ours("ConfigMap shop/settings"),
                Verdict.absent("Secret shop/key"),
                Verdict.refused(
                    "Ingress shop/web",
                    "belongs to Argo CD (application `shop`)",
                    "Take the object out of the application with its resources kept")));
    return plan(PlanMode.ADOPT, Optional.of(7), List.of(stage("app", found)));
  }

  /** Returns a plan of one step in a small environment without a cluster's details. */
  public static Plan small() {
    Plan plan =
        plan(
            PlanMode.DEPLOY,
            Optional.empty(),
            List.of(
                stage(
                    "app",
                    step(
                        "web",
                        "manifests",
                        List.of(
                            Effect.of("1", Verb.CREATE, "Deployment default/web"),
                            Effect.of("2", Verb.CREATE, "Service default/web"))))));
    return plan;
  }

  private static Plan plan(PlanMode mode, Optional<Integer> base, List<PlannedStage> stages) {
    boolean first = base.isEmpty();
    return new Plan(
        new RunId("20260304-102030-4f2a"),
        mode,
        "ecap",
        first ? "development" : "production",
        "0b9d3c4e-1111-4222-8333-444455556666",
        first,
        !first,
        "ecap",
        Optional.of(
            new Target(
                "6f2c1d3e-aaaa-4bbb-8ccc-ddddeeeeffff",
                "https://10.0.0.1:6443",
                Optional.of("eks-prod"),
                Optional.of("v1.34.4"))),
        NOW,
        Digest.of("configuration"),
        base,
        Optional.empty(),
        first ? FailurePolicy.STOP : FailurePolicy.ROLLBACK,
        first
            ? List.of()
            : List.of(
                new PlannedOverride(
                    "database.pool_size",
                    Leaf.Literal.of(30),
                    "environment variable ECAP_DATABASE_POOL_SIZE")),
        first ? Map.of() : Map.of("image.tag", "2.4.1"),
        Map.of("helm", "3.20.2", "terraform", "1.11.4"),
        stages,
        first
            ? List.of()
            : List.of(
                Diagnostic.warning("unused-variable", "ECAP_DATABSE_HOST matches no value")
                    .hint("did you mean ECAP_DATABASE_HOST?")),
        List.of());
  }

  private static PlannedStage stage(String name, PlannedStep... steps) {
    return new PlannedStage(name, List.of(steps));
  }

  private static PlannedStep cloud() {
    return step(
        "cloud",
        "terraform",
        List.of(
            Effect.of("network", Verb.CREATE, "terraform_data.network"),
            Effect.of("db", Verb.REPLACE, "terraform_data.database")
                .withChanges(
                    List.of(
                        field("input.size", literal("small"), literal("large")),
                        field("input.password", secret("aa"), secret("bb"))))
                .withUndo(Undo.withLoss("the database's contents"))));
  }

  private static PlannedStep redis() {
    Effect hook = Effect.of("hook", Verb.RUN, "hook Job ecap/redis-migrate (pre-upgrade)");
    Effect set =
        Effect.of("set", Verb.UPDATE, "StatefulSet ecap/redis")
            .withChanges(List.of(field("spec.replicas", literal(1), literal(3))))
            .withNotes(List.of("take over from Helm"));
    return named(step("redis", "helm", List.of(set, hook)), "cache", "helm:ecap/redis");
  }

  private static PlannedStep kafka() {
    return step("kafka", "helm", List.of());
  }

  private static PlannedStep config() {
    Effect map =
        Effect.of("map", Verb.UPDATE, "ConfigMap ecap/api-config")
            .withChanges(
                List.of(
                    field(
                        "data[app.ini]",
                        literal("[log]\nlevel = info\nformat = json\n[db]\npool = 20\n"),
                        literal("[log]\nlevel = debug\nformat = json\n[db]\npool = 20\n")),
                    field(
                        "data.url",
                        literal("postgres://old"),
                        Optional.of(new Leaf.Waiting(Set.of(ENDPOINT)))),
                    field("data.unused", literal("x"), Optional.empty())))
            .withWaits(Set.of(ENDPOINT));
    Effect secret =
        Effect.of("secret", Verb.CREATE, "Secret ecap/api-secret")
            .withChanges(List.of(field("data.key", Optional.empty(), secret("cc"))));
    Effect gone = Effect.of("gone", Verb.DELETE, "ConfigMap ecap/legacy");
    return step("config", "manifests", List.of(map, secret, gone));
  }

  private static PlannedStep api() {
    ResourceId id = new ResourceId("apps", "Deployment", "ecap", "api");
    Effect deployment =
        new Effect(
            "api",
            Verb.UPDATE,
            id.address(),
            Optional.of(id),
            List.of(
                field(
                    "spec.template.spec.containers[api].image",
                    literal("registry.example.com/ecap/api:2.4.0"),
                    literal("registry.example.com/ecap/api:2.4.1")),
                new FieldChange(
                    "spec.replicas",
                    literal(5),
                    literal(3),
                    Optional.of(new Mover("kubectl-scale", Optional.of(NOW))))),
            Undo.REVERSIBLE,
            Optional.empty(),
            Set.of(),
            true,
            List.of());
    PlannedStep step = step("api", "manifests", List.of(deployment));
    return step.withPlan(
        step.plan(),
        List.of(
            Diagnostic.warning("removed-version", "HorizontalPodAutoscaler v2beta2 is gone in 1.26")
                .at(new SourcePosition("templates/api/hpa.yaml", 1, 13))));
  }

  private static PlannedStep operator() {
    StepPlan plan =
        new StepPlan(
            new StepId("operator"),
            "manifests",
            1,
            new TreeMap<>(),
            List.of(),
            Set.of(),
            false,
            Set.of(),
            Optional.of("step platform/kafka creates the kind KafkaTopic"),
            Map.of(),
            Digest.of("inputs"));
    return new PlannedStep(
        plan.step(), Optional.empty(), Set.of(new StepId("api")), "", false, plan, List.of());
  }

  private static PlannedStep checks() {
    return step(
        "ready",
        "health",
        List.of(
            Effect.of("1", Verb.READ, "Deployment ecap/api is ready"),
            Effect.of("2", Verb.READ, "StatefulSet ecap/redis is ready")));
  }

  private static PlannedStep step(String name, String provider, List<Effect> effects) {
    StepPlan plan =
        new StepPlan(
            new StepId(name),
            provider,
            1,
            new TreeMap<>(),
            effects,
            Set.of(),
            true,
            Set.of(),
            Optional.empty(),
            Map.of(),
            Digest.of("inputs"));
    return new PlannedStep(plan.step(), Optional.empty(), Set.of(), "", false, plan, List.of());
  }

  private static PlannedStep named(PlannedStep step, String was, String identity) {
    return new PlannedStep(
        step.step(),
        Optional.of(new StepId(was)),
        step.needs(),
        identity,
        step.stateless(),
        step.plan(),
        step.notes());
  }

  private static FieldChange field(String path, Optional<Leaf> before, Optional<Leaf> after) {
    return new FieldChange(path, before, after, Optional.empty());
  }

  private static Optional<Leaf> literal(Object data) {
    return Optional.of(Leaf.Literal.of(data));
  }

  private static Optional<Leaf> secret(String tag) {
    return Optional.of(new Leaf.Sensitive(new KeyedTag(tag.repeat(32))));
  }
}
