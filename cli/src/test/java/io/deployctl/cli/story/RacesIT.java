package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many at one environment, some of them with clocks that are an hour off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RacesIT {
  private static final int RUNS = 8;
  private static final Duration HOUR = Duration.ofHours(1);

  private Stage stage;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of());
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  @Test
  void oneRunAtATimeActsAndAllEndRight() throws Exception {
    int rounds = Figures.isWhole() ? 5 : 1;
    for (int round = 1; round <= rounds; round++) {
      race("race-" + round);
    }
    Figures.of(RacesIT.class)
        .record("rounds of " + RUNS + " runs at once, one at a time / raced", rounds, rounds);
  }

  private void race(String namespace) throws Exception {
    Path place = Files.createDirectories(stage.directory().resolve(namespace));
    List<Participant> all = new ArrayList<>();
    for (int number = 0; number < RUNS; number++) {
      Duration skew = number == 1 ? HOUR : number == 2 ? HOUR.negated() : Duration.ZERO;
      all.add(racer(namespace, namespace + "-p" + number, place, skew));
    }
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (Participant each : all) {
        ends.add(threads.submit(() -> applyInTurn(each, start)));
      }
      start.countDown();
      for (Future<?> end : ends) {
        end.get(9, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(place.resolve("overlaps")).doesNotExist();
    assertThat(Files.readAllLines(place.resolve("log"))).hasSize(2 * RUNS);
    assertInTurns(all, namespace);
  }

  private static Void applyInTurn(Participant each, CountDownLatch start) throws Exception {
    start.await();
    each.run("apply", "--auto-approve", "--wait-lock", "8m").exited(0);
    return null;
  }

  private void assertInTurns(List<Participant> all, String namespace) throws IOException {
    List<Participant.Acts> acts = new ArrayList<>();
    for (Participant each : all) {
      acts.addAll(each.acts());
    }
    acts.sort(Comparator.comparingLong(Participant.Acts::fence));
    assertThat(acts).hasSize(RUNS);
    assertThat(acts).extracting(Participant.Acts::fence).doesNotHaveDuplicates();
    Instant end = Instant.MIN;
    for (Participant.Acts run : acts) {
      assertThat(run.first()).as("%s begins after %s", run, end).isAfterOrEqualTo(end);
      end = run.last();
    }
    assertThat(
            stage.kubectl("-n", namespace, "get", "configmap", "who", "-o", "jsonpath={.data.who}"))
        .isEqualTo(acts.get(RUNS - 1).participant());
  }

  private Participant racer(String namespace, String name, Path place, Duration skew) {
    return new Participant(stage, name, skew)
        .write(
            "deployctl.yaml",
            """
            project: race
            environments:
              test: {target: {namespace: NS, stateNamespace: NS-deploy}}
            stages:
              - name: base
                steps: [{name: namespace, manifests: {paths: [base]}}]
              - name: work
                steps: [{name: alone, exec: {command: [./alone, WHO, PLACE]}}]
              - name: configuration
                steps: [{name: who, manifests: {paths: [who]}}]
            """
                .replace("NS", namespace)
                .replace("WHO", name)
                .replace("PLACE", place.toString()))
        .write(
            "base/namespace.yaml",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(namespace))
        .write(
            "who/who.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: who}\ndata: {who: %s}\n"
                .formatted(name))
        .write(
            "alone",
            """
            #!/bin/sh
            mkdir "$2/inside" || echo "$1" >> "$2/overlaps"
            echo "$1 begins" >> "$2/log"
            sleep 0.2
            echo "$1 ends" >> "$2/log"
            rmdir "$2/inside"
            """);
  }

  @Test
  void stolenLeaseStopsTheRunBeforeItsNextAct() throws Exception {
    Path place = Files.createDirectories(stage.directory().resolve("theft"));
    Participant victim = waiting("victim", "theft", place, Duration.ZERO);
    Participant thief = waiting("thief", "theft", place, HOUR);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<CommandResult> run = threads.submit(() -> victim.run("apply", "--auto-approve"));
      await(place.resolve("entered"));

      thief.run("lock", "steal", "--reason", "its job was deleted").exited(0);
      thief.run("lock", "show").exited(0).saying("free");
      Files.createFile(place.resolve("go"));
      CommandResult lost = run.get(5, TimeUnit.MINUTES);

      lost.exited(1).telling("its job was deleted");
      assertThat(place.resolve("after")).doesNotExist();
      complete(thief);
      assertThat(Files.readAllLines(place.resolve("after"))).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whether the loser could still note the end of its command is a matter of moments. */
  private static void complete(Participant thief) {
    CommandResult next = thief.run("apply", "--auto-approve");
    if (next.err().contains("deployctl resume --done long")) {
      next = thief.run("resume", "--done", "long", "--auto-approve");
    }
    next.exited(0);
  }

  @Test
  void clockThatIsAnHourOffTakesNoLivingLease() throws Exception {
    Path place = Files.createDirectories(stage.directory().resolve("skew"));
    Participant holder = waiting("holder", "skew", place, HOUR.negated());
    Participant ahead = waiting("ahead", "skew", place, HOUR);
    Participant exact = waiting("exact", "skew", place, Duration.ZERO);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<CommandResult> run = threads.submit(() -> holder.run("apply", "--auto-approve"));
      await(place.resolve("entered"));

      ahead.run("apply", "--auto-approve").exited(6).telling("story@test-host");
      exact.run("apply", "--auto-approve").exited(6).telling("story@test-host");
      Files.createFile(place.resolve("go"));

      run.get(5, TimeUnit.MINUTES).exited(0);
      ahead.run("apply", "--auto-approve").exited(0);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * A project whose first command waits until it is told to end, and whose second leaves a mark.
   */
  private Participant waiting(String name, String namespace, Path place, Duration skew) {
    return new Participant(stage, name, skew)
        .write(
            "deployctl.yaml",
            """
            project: wait
            environments:
              test: {target: {namespace: NS, stateNamespace: NS-deploy}}
            stages:
              - name: work
                steps: [{name: long, exec: {command: [./long, PLACE]}}]
              - name: rest
                steps: [{name: after, exec: {command: [./after, PLACE]}}]
            """
                .replace("NS", namespace)
                .replace("PLACE", place.toString()))
        .write(
            "long",
            """
            #!/bin/sh
            touch "$1/entered"
            for i in $(seq 1200); do [ -e "$1/go" ] && exit 0; sleep 0.2; done
            exit 1
            """)
        .write("after", "#!/bin/sh\necho done >> \"$1/after\"\n");
  }

  private static void await(Path file) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!Files.exists(file)) {
      assertThat(Instant.now()).as("waited for " + file).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
