package io.deployctl.providers.kubernetes.client;

import static io.deployctl.providers.kubernetes.client.FakeApiServer.answer;
import static io.deployctl.providers.kubernetes.client.FakeApiServer.turns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server can do to a client, and what the client makes of it. */
class ProtocolTest {
  private static final ApiResource PODS = new ApiResource("v1", "Pod", "pods", true);
  private static final String ONE = "/api/v1/namespaces/shop/pods/api";
  private static final String ALL = "/api/v1/namespaces/shop/pods";
  private static final String POD = "{\"kind\": \"Pod\", \"metadata\": {\"name\": \"api\"}}";
  private static final String BUSY =
      "{\"kind\": \"Status\", \"reason\": \"TooManyRequests\", \"message\": \"slow down\"}";

  @TempDir private Path directory;
  private FakeApiServer server;
  private Cluster cluster;

  @BeforeEach
  void start() throws IOException {
    server = new FakeApiServer();
    cluster = server.connect(directory, Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void readIsSentAgainWhileTheServerIsBusy() {
    server.on(
        ONE,
        turns(
            answer(429, BUSY, "Retry-After", "0"),
            answer(503, ""),
            answer(500, "{\"kind\": \"Status\", \"message\": \"leader changed\"}"),
            answer(200, POD)));

    assertThat(cluster.get(PODS, "shop", "api")).isPresent();
    assertThat(server.count("GET " + ONE)).isEqualTo(4);
  }

  @Test
  void retryAfterIsWaitedFor() {
    server.on(ONE, turns(answer(429, BUSY, "Retry-After", "1"), answer(200, POD)));

    long start = System.nanoTime();
    assertThat(cluster.get(PODS, "shop", "api")).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void readIsGivenUpAfterABoundedTime() {
    server.on(ONE, answer(503, ""));

    ApiFailure failure = failure(() -> cluster.get(PODS, "shop", "api"));

    assertThat(failure.code()).isEqualTo(503);
    assertThat(failure.isTransient()).isTrue();
    assertThat(server.count("GET " + ONE)).isBetween(2L, 6L);
  }

  @Test
  void writeIsSentOnceWhateverComes() {
    for (FakeApiServer.Handler bad :
        List.of(
            answer(429, BUSY, "Retry-After", "0"),
            answer(500, ""),
            (FakeApiServer.Handler) com.sun.net.httpserver.HttpExchange::close)) {
      server.on(ONE, bad);
      long before = server.count("PATCH");

      ApiFailure failure =
          failure(
              () ->
                  cluster.apply(
                      PODS, "shop", "api", Json.object(), new Application("test", true, false)));

      assertThat(failure.isTransient()).isTrue();
      assertThat(server.count("PATCH") - before).isEqualTo(1);
    }
  }

  @Test
  void applySaysHowInItsAddress() {
    server.on(ONE, answer(200, POD));

    cluster.apply(
        PODS, "shop", "api", Json.object(), new Application("deployctl:a.b", false, true));

    assertThat(server.requests())
        .contains(
            "PATCH "
                + ONE
                + "?dryRun=All&fieldManager=deployctl%3Aa.b&fieldValidation=Strict&force=false");
  }

  @Test
  void listBeginsAgainWhenThePageIsForgotten() {
    server.on(
        ALL,
        turns(
            answer(200, page("one", "next")),
            answer(410, "{\"kind\": \"Status\", \"reason\": \"Expired\"}"),
            answer(200, page("one", "next")),
            answer(200, page("two", ""))));

    assertThat(cluster.list(PODS, "shop", ""))
        .extracting(pod -> pod.path("metadata").path("name").asText())
        .containsExactly("one", "two");
    assertThat(server.requests()).contains("GET " + ALL + "?continue=next&limit=500");
  }

  @Test
  void listThatNeverComesToItsEndIsGivenUp() {
    server.on(ALL, answer(200, page("one", "again")));

    ApiFailure failure = failure(() -> cluster.list(PODS, "shop", ""));

    assertThat(failure).hasMessageContaining("do not end");
  }

  @Test
  void compressedAndHugeListComesWhole() {
    String items =
        String.join(
            ",",
            IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"metadata\":{\"name\":\"" + "x".repeat(2_000) + i + "\"}}")
                .toList());
    byte[] zipped = zip("{\"kind\":\"PodList\",\"metadata\":{},\"items\":[" + items + "]}");
    server.on(
        ALL,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, zipped.length);
          exchange.getResponseBody().write(zipped);
        });

    assertThat(cluster.list(PODS, "shop", "")).hasSize(5_000);
  }

  @Test
  void bodyThatStallsIsGivenUpInTime() {
    CountDownLatch end = new CountDownLatch(1);
    server.on(
        ONE,
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(POD.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(end);
        });

    ApiFailure failure = failure(() -> cluster.merge(PODS, "shop", "api", Json.object()));

    end.countDown();
    assertThat(failure.reason()).isEqualTo("Timeout");
    assertThat(failure).hasMessageContaining("no answer within 2 s");
    server.on(ONE, answer(200, POD));
    assertThat(cluster.get(PODS, "shop", "api")).isPresent();
  }

  @Test
  void answerThatNeverBeginsIsGivenUpInTime() {
    CountDownLatch end = new CountDownLatch(1);
    server.on(ONE, exchange -> await(end));

    ApiFailure failure = failure(() -> cluster.merge(PODS, "shop", "api", Json.object()));

    end.countDown();
    assertThat(failure.reason()).isEqualTo("Timeout");
  }

  @Test
  void answerThatIsNotJsonIsToldAsSuch() {
    server.on(ONE, answer(200, "<html>please log in</html>"));

    assertThat(failure(() -> cluster.get(PODS, "shop", "api")))
        .hasMessageContaining("is not JSON")
        .hasMessageNotContaining("<html>");
  }

  @Test
  void errorPageOfAProxyIsShortenedAndFreeOfControlCharacters() {
    server.on(ONE, answer(403, "<html>\u001b[31m\nblocked by proxy" + "x".repeat(10_000)));

    ApiFailure failure = failure(() -> cluster.get(PODS, "shop", "api"));

    assertThat(failure.code()).isEqualTo(403);
    assertThat(failure.getMessage()).contains("blocked by proxy").hasSizeLessThan(500);
    assertThat(failure.getMessage().chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void redirectIsNotFollowedBecauseTheCredentialsWouldGoAlong() {
    server.on(ONE, answer(302, "", "Location", server.address() + "/elsewhere"));

    assertThat(failure(() -> cluster.get(PODS, "shop", "api")).code()).isEqualTo(302);
    assertThat(server.count("GET /elsewhere")).isZero();
  }

  @Test
  void noMoreRequestsThanTheCapAreUnderWayAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    server.on(
        ONE,
        exchange -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          pause();
          now.decrementAndGet();
          answer(200, POD).handle(exchange);
        });

    List<Thread> threads =
        IntStream.range(0, 100)
            .mapToObj(i -> new Thread(() -> cluster.get(PODS, "shop", "api")))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isBetween(2, Transport.CAP);
    assertThat(server.count("GET " + ONE)).isEqualTo(100);
  }

  @Test
  void interruptedCallEndsAtOnceAndKeepsTheInterrupt() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch under = new CountDownLatch(1);
    server.on(
        ONE,
        exchange -> {
          under.countDown();
          await(end);
        });
    boolean[] kept = {false};
    Thread caller =
        new Thread(
            () -> {
              ApiFailure failure = failure(() -> cluster.get(PODS, "shop", "api"));
              kept[0] = failure.reason().equals("Interrupted") && Thread.interrupted();
            });
    caller.start();
    under.await();
    caller.interrupt();
    caller.join();
    end.countDown();

    assertThat(kept[0]).isTrue();
  }

  @Test
  void nameThatWouldLeadElsewhereIsRefusedBeforeItIsSent() {
    for (String name : List.of("../secrets", "a/status", "%2e", "..", "")) {
      assertThat(failure(() -> cluster.get(PODS, "shop", name)).code()).isEqualTo(400);
    }
    cluster.get(PODS, "shop", "system:a b?dryRun=All");
    assertThat(server.requests()).contains("GET " + ALL + "/system:a%20b%3FdryRun=All");
  }

  private static ApiFailure failure(Runnable call) {
    return catchThrowableOfType(ApiFailure.class, call::run);
  }

  private static String page(String name, String next) {
    return "{\"metadata\": {\"continue\": \""
        + next
        + "\"}, \"items\": [{\"metadata\": {\"name\": \""
        + name
        + "\"}}]}";
  }

  private static byte[] zip(String text) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return zipped.toByteArray();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
