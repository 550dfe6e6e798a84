package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void whatOthersNeedComesFirstAndWhatCanRefuseThemLast() {
    List<String> sorted =
        Stream.of(
                "ValidatingWebhookConfiguration",
                "Ingress",
                "Deployment",
                "KafkaTopic",
                "Service",
                "RoleBinding",
                "ConfigMap",
                "ResourceQuota",
                "CustomResourceDefinition",
                "Namespace")
            .map(kind -> new ResourceId("", kind, "", "x"))
            .sorted(Comparator.comparingInt(Ranks::of))
            .map(ResourceId::kind)
            .toList();

    assertThat(sorted)
        .containsExactly(
            "Namespace",
            "CustomResourceDefinition",
            "ResourceQuota",
            "ConfigMap",
            "RoleBinding",
            "Service",
            "KafkaTopic",
            "Deployment",
            "Ingress",
            "ValidatingWebhookConfiguration");
  }
}
