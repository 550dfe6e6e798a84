package io.deployctl.core.plan;

/** Where content may be kept. */
public sealed interface Placement {
  /**
   * Returns the placement's stored form: {@code open}, {@code sealed}, {@code secret:NAMESPACE}.
   */
  String word();

  /** Returns the placement of the given stored form. */
  static Placement parse(String word) {
    if (word.equals("open")) {
      return new Open();
    }
    if (word.equals("sealed")) {
      return new Sealed();
    }
    if (word.startsWith("secret:")) {
      return new SecretIn(word.substring("secret:".length()));
    }
    throw new IllegalArgumentException("not a placement: " + word);
  }

  /** Without secrets. */
  record Open() implements Placement {
    @Override
    public String word() {
      return "open";
    }
  }

  /** With secrets, so written under the environment's key only (AES-GCM). */
  record Sealed() implements Placement {
    @Override
    public String word() {
      return "sealed";
    }
  }

  /**
   * Bodies of Secret objects, kept in a Secret of the namespace where they live anyway.
   *
   * @param namespace that namespace
   */
  record SecretIn(String namespace) implements Placement {
    @Override
    public String word() {
      return "secret:" + namespace;
    }
  }
}
