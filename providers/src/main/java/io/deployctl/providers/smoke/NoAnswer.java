package io.deployctl.providers.smoke;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Why a server did not answer, in words. */
final class NoAnswer {
  private NoAnswer() {}

  static String reason(Throwable failure, URI uri) {
    String at = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "the host `" + uri.getHost() + "` is not known";
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return "no connection to " + at + " in time";
      }
    }
    if (failure instanceof ConnectException) {
      return "no connection to " + at + ": connection refused";
    }
    String message = failure.getMessage();
    String said = message == null ? failure.getClass().getSimpleName() : message;
    return isTls(failure)
        ? "TLS with " + at + " failed: " + said
        : "no answer from " + at + ": " + said;
  }

  private static boolean isTls(Throwable failure) {
    return failure.getClass().getSimpleName().toLowerCase(Locale.ROOT).startsWith("ssl");
  }
}
