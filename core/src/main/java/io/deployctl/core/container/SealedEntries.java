package io.deployctl.core.container;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.store.Sealing;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entries of a file as contents: all that may hold secrets is sealed. */
public final class SealedEntries {
  private final SortedMap<String, byte[]> entries;
  private final Sealing sealing;

  /** Makes one of entries that are there already, to read them or to add to them. */
  public SealedEntries(SortedMap<String, byte[]> entries, Sealing sealing) {
    this.entries = new TreeMap<>(entries);
    this.sealing = sealing;
  }

  /** Returns the name of content's entry. */
  public static String name(Digest digest, Placement placement) {
    return (placement instanceof Placement.Open ? "open/" : "sealed/") + digest.hex();
  }

  /** Adds content and returns the digest of its plain bytes. */
  public Digest put(String name, Content content) {
    // Sealing the same again gives other bytes: content that two steps share is written once.
    entries.computeIfAbsent(
        name,
        absent ->
            content.placement() instanceof Placement.Open
                ? content.bytes()
                : sealing.seal(content.bytes()));
    return content.digest();
  }

  /** Returns all entries and one more. */
  public SortedMap<String, byte[]> with(String name, byte[] bytes) {
    SortedMap<String, byte[]> all = new TreeMap<>(entries);
    all.put(name, bytes);
    return all;
  }

  /**
   * Returns content.
   *
   * @throws IllegalArgumentException when it is not there or has another digest
   * @throws io.deployctl.core.diagnostic.DeployctlException when it can't be opened
   */
  public Content get(String name, Digest digest, Placement placement) {
    byte[] stored = entries.get(name);
    if (stored == null) {
      throw new IllegalArgumentException("a part of it is missing");
    }
    byte[] plain = placement instanceof Placement.Open ? stored : sealing.open(stored, digest);
    Content content = content(plain, placement);
    if (!content.digest().equals(digest)) {
      throw new IllegalArgumentException("a part of it is not the one that was written");
    }
    return content;
  }

  private static Content content(byte[] plain, Placement placement) {
    if (placement instanceof Placement.Open) {
      return Content.open(plain);
    }
    return placement instanceof Placement.SecretIn secret
        ? Content.ofSecretsIn(secret.namespace(), plain)
        : Content.sealed(plain);
  }
}
