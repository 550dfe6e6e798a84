package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;

/** Bytes that a plan or a release holds, named by their digest, with where they may be kept. */
public final class Content {
  private final byte[] bytes;
  private final Digest digest;
  private final Placement placement;

  private Content(byte[] bytes, Placement placement) {
    this.bytes = requireNonNull(bytes, "bytes is null").clone();
    this.placement = requireNonNull(placement, "placement is null");
    this.digest = Digest.of(bytes);
  }

  /** Returns content without secrets. */
  public static Content open(byte[] bytes) {
    return new Content(bytes, new Placement.Open());
  }

  /** Returns content that can hold secrets; it is only ever written under the environment's key. */
  public static Content sealed(byte[] bytes) {
    return new Content(bytes, new Placement.Sealed());
  }

  /** Returns bodies of Secret objects; they are only ever kept in a Secret of their namespace. */
  public static Content ofSecretsIn(String namespace, byte[] bytes) {
    return new Content(bytes, new Placement.SecretIn(namespace));
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the digest of the plain bytes. */
  public Digest digest() {
    return digest;
  }

  /** Returns where the bytes may be kept. */
  public Placement placement() {
    return placement;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that
        && digest.equals(that.digest)
        && placement.equals(that.placement);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return digest.brief() + " (" + bytes.length + " bytes, " + placement.word() + ")";
  }
}
