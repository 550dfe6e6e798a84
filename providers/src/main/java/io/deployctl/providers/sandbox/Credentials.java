package io.deployctl.providers.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** Makes and writes what a sandbox's parts and its user prove themselves with. */
final class Credentials {
  private final String admin;
  private final Map<Component, String> components = new EnumMap<>(Component.class);
  private final String serviceAccountKey;

  private Credentials(SecureRandom random) {
    admin = token(random);
    for (Component component : Component.values()) {
      components.put(component, token(random));
    }
    serviceAccountKey = privateKey(random);
  }

  /** Returns new ones, never used before. */
  static Credentials fresh() {
    return new Credentials(new SecureRandom());
  }

  /** Reads the administrator's token that {@link #write} wrote. */
  static String adminToken(SandboxDirectory directory) throws IOException {
    String text = Files.readString(directory.tokens());
    return text.substring(0, Math.max(0, text.indexOf(',')));
  }

  String adminToken() {
    return admin;
  }

  String token(Component component) {
    return components.get(component);
  }

  /** Writes the API server's list of tokens, and the key that service accounts' tokens bear. */
  void write(SandboxDirectory directory) throws IOException {
    StringBuilder tokens = new StringBuilder();
    append(tokens, admin, "deployctl-sandbox-admin");
    for (Component component : Component.values()) {
      append(tokens, components.get(component), "system:" + component.program());
    }
    directory.write(directory.tokens(), tokens.toString());
    directory.write(directory.serviceAccountKey(), serviceAccountKey);
  }

  private static void append(StringBuilder tokens, String token, String user) {
    tokens
        .append(token)
        .append(',')
        .append(user)
        .append(',')
        .append(user)
        .append(",\"system:masters\"\n");
  }

  private static String token(SecureRandom random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String privateKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
      String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
      return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
