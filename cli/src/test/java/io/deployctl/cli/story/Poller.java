package io.deployctl.cli.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A user who asks a Service again and again, and writes down every answer. */
final class Poller implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI address;
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "poller");
  private volatile boolean stopping;

  private Poller(URI address) {
    this.address = address;
  }

  /** Begins to ask. */
  static Poller of(String address) {
    Poller poller = new Poller(URI.create(address));
    poller.thread.start();
    return poller;
  }

  /** Returns once there is an answer. */
  void awaitAnswer() throws InterruptedException {
    answered.await();
  }

  /** Stops asking, and returns the different answers in the order in which they came first. */
  List<String> stop() throws InterruptedException {
    close();
    thread.join();
    return new ArrayList<>(answers.stream().distinct().toList());
  }

  @Override
  public void close() {
    stopping = true;
  }

  private void run() {
    while (!stopping) {
      answers.add(ask());
      answered.countDown();
    }
  }

  private String ask() {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body().strip() : "status " + answer.statusCode();
    } catch (IOException failed) {
      return "failed: " + failed;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
