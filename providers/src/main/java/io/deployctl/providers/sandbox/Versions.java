package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which versions a sandbox consists of.
 *
 * @param kubernetes of the control plane and kubectl, such as {@code v1.34.4}
 * @param etcd such as {@code v3.6.4}
 * @param kwok such as {@code v0.7.0}
 * @param helm such as {@code v3.20.2}
 */
record Versions(String kubernetes, String etcd, String kwok, String helm) {
  /** Returns the versions that this deployctl was made with. */
  static Versions pinned() {
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return new Versions(
          properties.getProperty("kubernetes"),
          properties.getProperty("etcd"),
          properties.getProperty("kwok"),
          properties.getProperty("helm"));
    } catch (IOException e) {
      throw new UncheckedIOException("the program is incomplete", e);
    }
  }
}
