package io.deployctl.providers.kubernetes.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tells why no answer came, in the words of somebody who does not read stack traces. */
final class NoAnswer {
  /** The server could not be reached. */
  static final String UNREACHABLE = "Unreachable";

  /** The server did not answer in time. */
  static final String TIMEOUT = "Timeout";

  /** One of both sides does not trust the other's certificate. */
  static final String UNTRUSTED = "Untrusted";

  private NoAnswer() {}

  /** Returns the failure of a call that got no answer. */
  static ApiFailure failure(Call call, String server, Duration timeout, IOException cause) {
    String reason = reason(cause);
    String why = reason.equals(TIMEOUT) ? "no answer within " + seconds(timeout) : words(cause);
    ApiFailure failure =
        new ApiFailure(0, reason, call.describe() + " at " + server + ": " + why, Optional.empty());
    failure.initCause(cause);
    return failure;
  }

  private static String reason(IOException cause) {
    if (cause instanceof HttpTimeoutException) {
      return TIMEOUT;
    }
    return find(cause, SSLException.class).isPresent()
            || find(cause, CertificateException.class).isPresent()
        ? UNTRUSTED
        : UNREACHABLE;
  }

  private static String words(IOException cause) {
    if (find(cause, UnresolvedAddressException.class).isPresent()
        || find(cause, UnknownHostException.class).isPresent()) {
      return "the host's name is not known";
    }
    Optional<SSLException> tls = find(cause, SSLException.class);
    if (tls.isPresent()) {
      return tlsWords(cause, tls.get());
    }
    if (find(cause, ConnectException.class).isPresent()) {
      return "connection refused";
    }
    return Optional.ofNullable(cause.getMessage()).orElse("the connection broke");
  }

  private static String tlsWords(IOException cause, SSLException tls) {
    String message =
        find(cause, CertificateException.class)
            .map(Throwable::getMessage)
            .or(() -> Optional.ofNullable(tls.getMessage()))
            .orElse("TLS failed");
    if (message.contains("PKIX path building failed") || message.contains("unable to find valid")) {
      return "its certificate is not signed by the CA that the kubeconfig names";
    }
    if (message.contains("plaintext connection")) {
      return "it does not speak TLS";
    }
    return "TLS failed: " + message;
  }

  private static String seconds(Duration timeout) {
    return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
  }

  private static <T extends Throwable> Optional<T> find(Throwable top, Class<T> type) {
    int depth = 0;
    for (Throwable cause = top; cause != null && depth < 20; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      depth++;
    }
    return Optional.empty();
  }
}
