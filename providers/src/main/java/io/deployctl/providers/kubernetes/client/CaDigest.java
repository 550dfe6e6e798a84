package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The SHA-256 of the CA that a kubeconfig names, whatever its PEM looks like. */
final class CaDigest {
  private CaDigest() {}

  /**
   * Returns the digest over the DER form of the cluster's CA certificates in a fixed order, or
   * empty where the kubeconfig names none.
   */
  static Optional<Digest> of(ObjectNode cluster) {
    String data = cluster.path("certificate-authority-data").asText("");
    if (data.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] pem = Base64.getMimeDecoder().decode(data);
      List<byte[]> certificates = new ArrayList<>();
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(pem))) {
        certificates.add(each.getEncoded());
      }
      if (certificates.isEmpty()) {
        return Optional.empty();
      }
      certificates.sort(Arrays::compareUnsigned);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      certificates.forEach(all::writeBytes);
      return Optional.of(Digest.of(all.toByteArray()));
    } catch (CertificateException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
