package io.deployctl.providers.kubernetes.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, which signs what clients prove themselves with. */
final class ClientAuthority {
  private static final String PASSWORD = "changeit";

  private final Path directory;

  ClientAuthority(Path directory) {
    this.directory = directory;
    keytool("ca", "-genkeypair", "-alias", "ca", "-dname", "CN=test-ca", "-ext", "bc:c");
    keytool("ca", "-exportcert", "-alias", "ca", "-rfc", "-file", path("ca.pem"));
  }

  /** Returns the authority's own certificate. */
  Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** A certificate and its key, both PEM. */
  record Pair(String certificate, String key) {}

  /** Signs a certificate for the user. */
  Pair sign(String user) throws Exception {
    keytool(user, "-genkeypair", "-alias", user, "-dname", "CN=" + user);
    keytool(user, "-certreq", "-alias", user, "-file", path(user + ".csr"));
    keytool(
        "ca",
        "-gencert",
        "-alias",
        "ca",
        "-rfc",
        "-ext",
        "eku=clientAuth",
        "-infile",
        path(user + ".csr"),
        "-outfile",
        path(user + ".pem"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve(user + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey(user, PASSWORD.toCharArray());
    String body = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(key.getEncoded());
    return new Pair(
        Files.readString(directory.resolve(user + ".pem")),
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void keytool(String store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", path(store + ".p12"), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    if (List.of(arguments).contains("-genkeypair")) {
      command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048"));
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
