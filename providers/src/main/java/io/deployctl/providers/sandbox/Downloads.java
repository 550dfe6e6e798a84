package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets programs from their projects' releases, and none whose checksum was not published. */
final class Downloads {
  private static final Duration CONNECT = Duration.ofSeconds(4);
  private static final Duration WHOLE_FILE = Duration.ofMinutes(15);
  private static final int LONGEST_TEXT = 4 << 20;

  private final HttpClient client;
  private final Release.Hosts hosts;
  private final Platform platform;
  private final Set<String> closed = new HashSet<>();

  Downloads(Release.Hosts hosts, Platform platform, Map<String, String> environment) {
    this.hosts = hosts;
    this.platform = platform;
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
    proxy(environment).ifPresent(builder::proxy);
    this.client = builder.build();
  }

  /** Puts the program, and its marker, into the set's directory. */
  void install(Program program, BinarySet set) throws IOException, InterruptedException {
    Release release =
        Release.of(program, platform, hosts)
            .orElseThrow(() -> new IOException("no release is made for " + platform.system()));
    Path scratch = Files.createTempDirectory(set.directory(), ".making");
    try {
      Path file = verified(release, scratch);
      Path made = file;
      if (release.entry().isPresent()) {
        made = scratch.resolve("program");
        Archive.extract(file, release.entry().get(), made);
      }
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(
          made,
          set.program(program),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      mark(program, set);
    } finally {
      new SandboxDirectory(scratch).delete();
    }
  }

  private static void mark(Program program, BinarySet set) throws IOException {
    String former = "." + program.name() + "-v*";
    try (DirectoryStream<Path> markers = Files.newDirectoryStream(set.directory(), former)) {
      for (Path marker : markers) {
        Files.deleteIfExists(marker);
      }
    }
    Files.createFile(set.marker(program));
  }

  private Path verified(Release release, Path scratch) throws IOException, InterruptedException {
    Path text = fetch(release.checksum(), scratch.resolve("checksum"));
    if (Files.size(text) > LONGEST_TEXT) {
      throw new IOException("the published checksums are too long");
    }
    Optional<String> expected = Checksum.published(Files.readString(text), release.name());
    if (expected.isEmpty()) {
      throw new IOException("no checksum is published at " + release.checksum());
    }
    Path file = fetch(release.file(), scratch.resolve("file"));
    String actual = Checksum.of(file);
    if (!actual.equals(expected.get())) {
      throw new IOException(
          "the checksum of " + release.file() + " is " + actual + ", not " + expected.get());
    }
    return file;
  }

  private Path fetch(URI address, Path target) throws IOException, InterruptedException {
    String host = address.getHost();
    if (closed.contains(host)) {
      throw new IOException(host + " cannot be reached");
    }
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            HttpResponse.BodyHandlers.ofFile(target));
    try {
      HttpResponse<Path> response = answer.get(WHOLE_FILE.toSeconds(), TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(address + " answered with status " + response.statusCode());
      }
      return target;
    } catch (ExecutionException e) {
      throw unreachable(host, e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(address + " takes longer than " + WHOLE_FILE.toMinutes() + " min", e);
    } finally {
      answer.cancel(true);
    }
  }

  private IOException unreachable(String host, Throwable cause) {
    boolean never =
        cause instanceof ConnectException
            || cause instanceof HttpTimeoutException
            || cause instanceof UnresolvedAddressException;
    if (never) {
      closed.add(host);
      return new IOException(host + " cannot be reached", cause);
    }
    return new IOException(host + " broke off: " + cause.getMessage(), cause);
  }

  /** The JDK's client does not know the variables that other tools take their proxy from. */
  private static Optional<ProxySelector> proxy(Map<String, String> environment) {
    String text =
        environment.getOrDefault("https_proxy", environment.getOrDefault("HTTPS_PROXY", ""));
    try {
      URI address = URI.create(text);
      return address.getHost() == null || address.getPort() < 0
          ? Optional.empty()
          : Optional.of(
              ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
