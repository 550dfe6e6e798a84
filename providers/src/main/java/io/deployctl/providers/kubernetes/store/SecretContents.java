package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Content by digest: open, sealed, or in a Secret of the namespace where its Secrets live. */
final class SecretContents {
  private final StoredBytes bytes;
  private final StateNames names;
  private final Set<ContentRef> intact = new HashSet<>();

  SecretContents(StoredBytes bytes, StateNames names) {
    this.bytes = bytes;
    this.names = names;
  }

  /**
   * Stores the content unless it is stored already, intact. What belongs into a namespace that does
   * not take it (it is not there yet, is on its way out, or closed to us) is sealed instead.
   */
  synchronized ContentRef put(Content content, String uuid, EnvironmentKey key) {
    int size = content.bytes().length;
    ContentRef reference = new ContentRef(content.digest(), content.placement(), size);
    if (!(content.placement() instanceof Placement.SecretIn)) {
      return write(reference, content, uuid, key);
    }
    try {
      return write(reference, content, uuid, key);
    } catch (ApiFailure failure) {
      if (failure.code() != 403 && failure.code() != 404) {
        throw failure;
      }
      ContentRef sealed = new ContentRef(content.digest(), new Placement.Sealed(), size);
      return write(sealed, content, uuid, key);
    }
  }

  /** Returns the content, whose digest was checked. */
  Content get(ContentRef reference, String uuid, EnvironmentKey key) {
    byte[] plain =
        read(reference, uuid, key)
            .orElseThrow(() -> StoreFailures.missing(reference.digest(), where(reference, uuid)));
    if (reference.placement() instanceof Placement.SecretIn secret) {
      return Content.ofSecretsIn(secret.namespace(), plain);
    }
    return isSealed(reference) ? Content.sealed(plain) : Content.open(plain);
  }

  /** Forgets what is stored: something was deleted. */
  synchronized void forget() {
    intact.clear();
  }

  /** Returns the namespace that holds content of the given placement. */
  String namespace(Placement placement) {
    return placement instanceof Placement.SecretIn secret ? secret.namespace() : names.namespace();
  }

  private ContentRef write(ContentRef reference, Content content, String uuid, EnvironmentKey key) {
    if (intact.contains(reference)) {
      return reference;
    }
    String namespace = namespace(reference.placement());
    String name = names.content(reference.digest(), reference.placement(), uuid);
    boolean sealed = isSealed(reference);
    byte[] stored = sealed ? key.sealing().seal(content.bytes()) : content.bytes();
    Map<String, String> labels = names.labels(StateNames.CONTENT, uuid);
    // Most content is new, so that writing asks whether it is there. What takes several Secrets is
    // looked for first: sealed once more, its parts would have other names than those there.
    boolean there = stored.length > StoredBytes.CHUNK && isIntact(reference, uuid, key);
    if (!there
        && !bytes.write(namespace, name, labels, stored, !sealed)
        && !isIntact(reference, uuid, key)) {
      bytes.rewrite(namespace, name, labels, stored, !sealed);
    }
    intact.add(reference);
    return reference;
  }

  private boolean isIntact(ContentRef reference, String uuid, EnvironmentKey key) {
    try {
      return read(reference, uuid, key).isPresent();
    } catch (DeployctlException damaged) {
      return false;
    }
  }

  private Optional<byte[]> read(ContentRef reference, String uuid, EnvironmentKey key) {
    String namespace = namespace(reference.placement());
    String name = names.content(reference.digest(), reference.placement(), uuid);
    Optional<byte[]> plain =
        bytes
            .read(namespace, name)
            .map(
                stored ->
                    isSealed(reference) ? key.sealing().open(stored, reference.digest()) : stored);
    if (plain.isPresent() && !Digest.of(plain.get()).equals(reference.digest())) {
      throw StoreFailures.damaged(reference.digest(), where(reference, uuid));
    }
    return plain;
  }

  private String where(ContentRef reference, String uuid) {
    return "Secret "
        + namespace(reference.placement())
        + "/"
        + names.content(reference.digest(), reference.placement(), uuid);
  }

  private static boolean isSealed(ContentRef reference) {
    return reference.placement() instanceof Placement.Sealed;
  }
}
