package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.value.KeyedTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Releases, inventories and holders for tests. */
final class Samples {
  private Samples() {}

  static Release release(int number, ReleaseStatus status, ContentRef... contents) {
    SortedMap<String, ContentRef> restoration = new TreeMap<>();
    for (ContentRef content : contents) {
      restoration.put("content-" + restoration.size(), content);
    }
    StepRecord step =
        new StepRecord(
            new StepId("api"),
            "workloads",
            Set.of(),
            "manifests",
            "manifests:api",
            false,
            StepOutcome.SUCCEEDED,
            Digest.of("inputs"),
            1,
            Optional.of(restoration),
            Map.of(),
            Optional.empty(),
            Map.of());
    return new Release(
        number,
        new RunId("run-" + number),
        status,
        PlanMode.DEPLOY,
        "shop",
        false,
        number == 1 ? Optional.empty() : Optional.of(number - 1),
        Optional.empty(),
        new Actor("dana", "ci", Optional.empty()),
        Optional.empty(),
        Digest.of("config"),
        List.of(),
        Map.of(),
        Map.of(),
        "0.1.0",
        Instant.parse("2026-01-01T00:00:00Z"),
        status == ReleaseStatus.PENDING
            ? Optional.empty()
            : Optional.of(Instant.parse("2026-01-01T00:01:00Z")),
        List.of(step),
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of());
  }

  static Inventory inventory(int objects) {
    List<InventoryEntry> entries = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      entries.add(
          new InventoryEntry(
              new ResourceId("", "ConfigMap", "shop", "settings-" + i),
              "v1",
              new StepId("api"),
              Optional.of(new UUID(i, i).toString()),
              Optional.of(new KeyedTag(Digest.of("desired" + i).hex())),
              Optional.of(new KeyedTag(Digest.of("live" + i).hex()))));
    }
    return Inventory.EMPTY.with(entries);
  }

  /** Returns bytes that do not compress. */
  static byte[] noise(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static LeaseHolder holder(String run) {
    return new LeaseHolder(
        new RunId(run),
        run + "@laptop",
        "apply",
        "0123456",
        Optional.of("https://ci.example.com/jobs/7"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
