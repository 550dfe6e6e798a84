package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A token in a file that somebody else renews, as the kubelet does in a pod. */
final class FileToken implements TokenSource {
  private static final long MAX_AGE = Duration.ofMinutes(1).toNanos();

  private final Path file;
  private final LongSupplier nanoTime;
  private String token = "";
  private long readAt;

  FileToken(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized String getToken() {
    long now = nanoTime.getAsLong();
    if (token.isEmpty() || now - readAt > MAX_AGE) {
      token = read();
      readAt = now;
    }
    return token;
  }

  @Override
  public synchronized boolean renew() {
    String old = token;
    token = "";
    return !getToken().equals(old);
  }

  private String read() {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw DeployctlException.failed(
          Diagnostic.error(
                  "no-credentials",
                  "connecting to the cluster: the token file can't be read: `" + file + "`")
              .hint("check that the file is there and that you may read it"));
    }
  }
}
