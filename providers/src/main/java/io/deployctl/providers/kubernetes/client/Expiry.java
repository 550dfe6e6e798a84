package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Finds out whether credentials are too old. It only explains a refusal; it never decides. */
final class Expiry {
  private Expiry() {}

  /** Returns a sentence when a certificate or token of the user has expired. */
  static Optional<String> of(ObjectNode user, Clock clock) {
    Instant now = clock.instant();
    Optional<Instant> certificate = certificate(user.path("client-certificate-data").asText(""));
    if (certificate.filter(now::isAfter).isPresent()) {
      return Optional.of("the client certificate expired at " + certificate.get());
    }
    Optional<Instant> token = token(user.path("token").asText(""));
    return token.filter(now::isAfter).map(at -> "the token expired at " + at);
  }

  private static Optional<Instant> certificate(String data) {
    if (data.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] pem = Base64.getMimeDecoder().decode(data);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      return Optional.of(certificate.getNotAfter().toInstant());
    } catch (CertificateException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> token(String jwt) {
    String[] parts = jwt.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Json.parseObject(Base64.getUrlDecoder().decode(parts[1]))
          .map(claims -> claims.path("exp").asLong(0))
          .filter(seconds -> seconds > 0)
          .map(Instant::ofEpochSecond);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
