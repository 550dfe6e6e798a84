package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class FinalizersTest {
  private static final ObjectNode NOBODY = Yaml.tree("{metadata: {}}");

  @Test
  void knownOnesHaveAReason() {
    assertThat(Finalizers.owner("kubernetes.io/pvc-protection", NOBODY)).contains("a pod uses");
    assertThat(Finalizers.owner("external-attacher/ebs-csi-aws-com", NOBODY))
        .isEqualTo("the volume's CSI attacher");
    assertThat(Finalizers.owner("foregroundDeletion", NOBODY)).contains("garbage collector");
  }

  @Test
  void othersAreTheirDomainsController() {
    assertThat(Finalizers.owner("db.example.com/cleanup", NOBODY))
        .isEqualTo("the controller of `db.example.com`");
    assertThat(Finalizers.owner("legacy", NOBODY)).isEqualTo("the controller of `legacy`");
  }
}
