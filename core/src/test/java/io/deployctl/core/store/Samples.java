package io.deployctl.core.store;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Records with every kind of content, for tests of stores. */
final class Samples {
  static final EnvironmentIdentity IDENTITY =
      new EnvironmentIdentity("ecap", "production", "6f1d7c1e-9a2b-4c55-8a0e-1f7be8d4b3a1");
  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private Samples() {}

  static Release release(int number, ReleaseStatus status) {
    return release(number, status, List.of(step("api", Optional.empty())));
  }

  static Release release(int number, ReleaseStatus status, List<StepRecord> steps) {
    return new Release(
        number,
        new RunId("run-" + number),
        status,
        PlanMode.DEPLOY,
        "ecap",
        true,
        number > 1 ? Optional.of(number - 1) : Optional.empty(),
        Optional.empty(),
        new Actor("ana", "laptop", Optional.of("https://ci.example/1")),
        Optional.of(new GitState("0123456789abcdef", "main", true)),
        Digest.of("config " + number),
        List.of(
            new PlannedOverride(
                "database.pool_size", Leaf.Literal.of(25L), "--set database.pool_size"),
            new PlannedOverride(
                "ratio", Leaf.Literal.of(new BigDecimal("0.50")), "environment variable X"),
            new PlannedOverride("none", new Leaf.Literal(Optional.empty()), "--set none"),
            new PlannedOverride("password", new Leaf.Sensitive(new KeyedTag("ab12")), "--set p")),
        Map.of("image.tag", "1.4.2"),
        Map.of("helm", "3.20.2"),
        "0.1.0",
        START,
        status == ReleaseStatus.PENDING ? Optional.empty() : Optional.of(START.plusSeconds(60)),
        steps,
        status == ReleaseStatus.PENDING
            ? Optional.of(new ContentRef(Digest.of("plan"), new Placement.Sealed(), 9))
            : Optional.empty(),
        number > 1 ? Optional.of("the state was gone") : Optional.empty(),
        status == ReleaseStatus.DEPLOYED,
        Map.of());
  }

  static StepRecord step(String name, Optional<ContentRef> content) {
    return new StepRecord(
        new StepId(name),
        "workloads",
        Set.of(new StepId("config"), new StepId("base")),
        "manifests",
        "",
        true,
        StepOutcome.SUCCEEDED,
        Digest.of("inputs of " + name),
        1,
        Optional.of(
            new TreeMap<>(
                Map.of(
                    "objects",
                    content.orElse(
                        new ContentRef(Digest.of("objects"), new Placement.SecretIn("ecap"), 7))))),
        Map.of(
            "address",
            Leaf.Literal.of("10.0.0.1"),
            "token",
            new Leaf.Sensitive(new KeyedTag("cd34")),
            "later",
            new Leaf.Waiting(Set.of(new StepOutputRef(new StepId("cloud"), "id")))),
        Optional.of(
            new Attempt(
                new RunId("run-0"),
                Digest.of("inputs"),
                new TreeMap<>(Map.of("revision", "3")),
                START)),
        Map.of());
  }

  static Inventory inventory() {
    return Inventory.EMPTY.with(
        List.of(
            new InventoryEntry(
                new ResourceId("apps", "Deployment", "ecap", "api"),
                "apps/v1",
                new StepId("api"),
                Optional.of("uid-1"),
                Optional.of(new KeyedTag("aa")),
                Optional.of(new KeyedTag("bb"))),
            new InventoryEntry(
                new ResourceId("", "Namespace", "", "ecap"),
                "",
                new StepId("api"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }
}
