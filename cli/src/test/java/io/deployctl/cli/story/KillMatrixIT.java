package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.deployctl.fixtures.Figures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run over all providers is killed at every line of its journal, at every class of request that
 * changes something, and at the beginning and end of every program that it starts. What completes
 * it, with its journal and without, leaves the same as an unbroken run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KillMatrixIT {
  /** How many of each sort of kill there are in a sample. */
  private static final int SAMPLE = 2;

  /** A dead lease is waited for, so that most trials wait at any time. */
  private static final int SIDE_BY_SIDE = 10;

  private Stage stage;
  private HttpServer answering;
  private KillTrial trials;
  private int lines;

  @BeforeAll
  void raise(@TempDir Path empty) throws IOException {
    answering = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    answering.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    answering.start();
    stage = Stage.raise(empty, List.of());
    String url = "http://127.0.0.1:" + answering.getAddress().getPort();
    trials =
        new KillTrial(
            stage,
            KilledProgram.prepare(stage.directory().resolve("program")),
            unbroken(url),
            Map.of("helm", stage.tool("helm"), "terraform", stage.tool("terraform")),
            url);
  }

  @AfterAll
  void strike() {
    stage.close();
    answering.stop(0);
  }

  private SortedMap<String, String> unbroken(String url) throws IOException {
    try (Trial trial = Trial.prepare(stage, "unbroken")) {
      Path state = stage.directory().resolve("unbroken-state");
      trial.shop().withInfrastructureAndJourneys(url);
      trial.with("XDG_STATE_HOME", state.toString()).apply().exited(0);
      lines = Files.readAllLines(KillTrial.journal(state).orElseThrow()).size();
      return Portrait.of(stage, "unbroken");
    }
  }

  @Test
  void killedRunIsCompleted() throws Exception {
    Map<String, List<String>> wrong = new TreeMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    Map<String, Future<List<String>>> results = new LinkedHashMap<>();
    try {
      for (Kill kill : chosen()) {
        List<Boolean> journals =
            Figures.isWhole() ? List.of(true, false) : List.of(results.size() % 2 == 0);
        for (boolean journal : journals) {
          String name = "kill-" + results.size();
          results.put(
              kill + (journal ? " (with its journal)" : " (without its journal)"),
              threads.submit(() -> complaints(kill, name, journal)));
        }
      }
      for (Map.Entry<String, Future<List<String>>> result : results.entrySet()) {
        List<String> complaints = result.getValue().get();
        if (!complaints.isEmpty()) {
          wrong.put(result.getKey(), complaints);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    Figures.of(KillMatrixIT.class)
        .record("kill points survived / tried", results.size() - wrong.size(), results.size());
    assertThat(wrong).isEmpty();
  }

  /** A trial that breaks off is one that went wrong, and the others go on. */
  private List<String> complaints(Kill kill, String name, boolean journal) {
    try {
      return trials.run(kill, name, journal);
    } catch (Exception | AssertionError broken) {
      return List.of("breaks off: " + broken);
    }
  }

  private List<Kill> chosen() {
    String only = System.getProperty("proof.only", "");
    List<Kill> chosen = new ArrayList<>();
    for (List<Kill> sort : List.of(Kill.atPrograms(), Kill.atWrites(), Kill.atLines(lines))) {
      chosen.addAll(
          only.isEmpty()
              ? Figures.sample(sort, SAMPLE)
              : sort.stream().filter(kill -> kill.name().matches(only)).toList());
    }
    return chosen;
  }
}
