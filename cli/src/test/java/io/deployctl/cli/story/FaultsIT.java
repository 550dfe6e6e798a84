package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.Figures;
import io.deployctl.fixtures.proxy.FaultRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network and the API server let runs down at every kind of request. Each run ends right or
 * fails in words that help, and {@code resume} or the next one completes what it began.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsIT {
  private static final int SIDE_BY_SIDE = 4;

  private Stage stage;
  private SortedMap<String, String> first;
  private SortedMap<String, String> changed;
  private int switches;

  @BeforeAll
  void raise(@TempDir Path empty) throws IOException {
    stage = Stage.raise(empty, List.of());
    try (Trial unbroken = Trial.prepare(stage, "unbroken")) {
      AtomicInteger counted = new AtomicInteger();
      unbroken
          .proxy()
          .listen(
              request -> {
                if (request.summary().matches("PUT .*-deploy/secrets/deployctl-test")) {
                  counted.incrementAndGet();
                }
              });
      unbroken.apply().exited(0);
      switches = counted.get();
      first = Portrait.of(stage, "unbroken");
      unbroken.shop().change();
      unbroken.apply().exited(0);
      changed = Portrait.of(stage, "unbroken");
    }
    assertThat(first).isNotEqualTo(changed).containsKeys("Deployment/web", "release/cache");
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  @Test
  void everyRunEndsRightOrIsCompleted() throws Exception {
    List<FaultTable.Case> cases = chosen();
    Map<String, List<String>> wrong = new TreeMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      Map<FaultTable.Case, Future<List<String>>> results = new java.util.LinkedHashMap<>();
      for (FaultTable.Case each : cases) {
        int number = results.size();
        results.put(each, threads.submit(() -> complaints(each, "fault-" + number)));
      }
      for (Map.Entry<FaultTable.Case, Future<List<String>>> result : results.entrySet()) {
        List<String> complaints = result.getValue().get();
        if (!complaints.isEmpty()) {
          wrong.put(result.getKey().toString(), complaints);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    Figures.of(FaultsIT.class)
        .record("faults survived / injected", cases.size() - wrong.size(), cases.size());
    assertThat(wrong).isEmpty();
  }

  private List<FaultTable.Case> chosen() {
    List<FaultTable.Case> chosen = new ArrayList<>();
    chosen.addAll(some(FaultTable.outages(switches), 2));
    chosen.addAll(some(FaultTable.watches(), 1));
    chosen.addAll(some(FaultTable.terraforms(), 2));
    chosen.addAll(some(FaultTable.requests(), 4));
    return chosen;
  }

  private static List<FaultTable.Case> some(List<FaultTable.Case> sort, int sample) {
    String only = System.getProperty("proof.only", "");
    return only.isEmpty()
        ? Figures.sample(sort, sample)
        : sort.stream().filter(each -> each.toString().matches(only)).toList();
  }

  private List<String> complaints(FaultTable.Case each, String name) throws IOException {
    try (Trial trial = Trial.prepare(stage, name)) {
      try {
        letDown(each, trial);
      } catch (RuntimeException broken) {
        trial.expect(false, "can't be tried: " + broken);
      }
      return trial.complaints();
    }
  }

  private void letDown(FaultTable.Case each, Trial trial) {
    Shop shop = trial.shop();
    if (each.terraform()) {
      shop.withStateInCluster();
      stage.kubectl("create", "namespace", shop.terraformNamespace());
    }
    if (each.change()) {
      trial.apply().exited(0);
      shop.change();
    }
    FaultRule rule = each.rule().apply(trial.proxy());
    trial.proxy().inject(rule);
    CommandResult result = trial.apply();
    trial.expect(rule.injected() > 0, "the fault never happened:\n" + result.out() + result.err());
    trial.expectClean(result);
    trial.proxy().awaitEndOfOutage();
    trial.proxy().clear();
    CommandResult next = trial.complete(each.completion());
    trial.expect(
        next.exit() == 0,
        "the next run does not end right:\n" + result.err() + "\nNEXT\n" + next.err());
    trial.expectWhole(each.change() ? changed : first);
    int provisions = each.terraform() ? shop.runs() : 0;
    trial.expect(
        List.of(shop.migrations(), shop.topics(), shop.provisions())
            .equals(List.of(shop.runs(), shop.runs(), provisions)),
        "ran %d, %d and %d times, not %d:%n%s"
            .formatted(
                shop.migrations(),
                shop.topics(),
                shop.provisions(),
                shop.runs(),
                result.err() + "\nNEXT\n" + next.err()));
  }
}
