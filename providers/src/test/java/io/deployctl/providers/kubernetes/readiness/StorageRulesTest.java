package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorageRulesTest {
  private final FakeSurroundings around = new FakeSurroundings();

  @Test
  void boundClaimIsReady() {
    assertThat(claim("Bound")).isEqualTo("READY: bound\n");
  }

  @Test
  void lostVolumeFailsAtOnce() {
    assertThat(claim("Lost"))
        .isEqualTo(
            """
            FAILED: the volume behind the claim is gone
            volume-lost: the volume behind the claim is gone
              volume `pv-1`
            hint: restore the volume, or delete the claim and restore its data from a backup
            """);
  }

  @Test
  void claimThatWaitsForItsFirstPodIsReady() {
    event("WaitForFirstConsumer", "waiting for first consumer to be created before binding");
    assertThat(claim("Pending")).isEqualTo("READY: waits for its first pod\n");
  }

  @Test
  void claimThatWaitsForItsFirstPodIsReadyWhereNoEventSaysSo() {
    around.with(
        "{kind: StorageClass, metadata: {name: fast}, volumeBindingMode: WaitForFirstConsumer}");
    assertThat(claim("Pending")).isEqualTo("READY: waits for its first pod\n");
  }

  @Test
  void provisionerThatRefusedLaterIsTold() {
    event("WaitForFirstConsumer", "waiting for first consumer to be created before binding");
    event("ProvisioningFailed", "failed to provision volume: no space");
    assertThat(claim("Pending"))
        .isEqualTo(
            """
            SUSPICIOUS: not bound yet
            volume-pending: the claim is not bound to a volume
              event ProvisioningFailed: failed to provision volume: no space
            hint: see whether storage class `fast` exists, and whether its provisioner runs
            """);
  }

  @Test
  void provisionerAtWorkIsWaitedFor() {
    event("ExternalProvisioning", "Waiting for a volume to be created");
    assertThat(claim("Pending")).startsWith("PROGRESSING: not bound yet\nvolume-pending: ");
  }

  private String claim(String phase) {
    return Trees.text(
        StorageRules.claim(
            Trees.of(
                """
                metadata: {name: data, namespace: shop, uid: claim-1}
                spec: {storageClassName: fast, volumeName: pv-1}
                status: {phase: %s}
                """
                    .formatted(phase)),
            around));
  }

  private void event(String reason, String message) {
    around.with(
        """
        kind: Event
        metadata: {namespace: shop}
        reason: %s
        message: '%s'
        involvedObject: {uid: claim-1}
        """
            .formatted(reason, message));
  }
}
