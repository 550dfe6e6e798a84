package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import org.junit.jupiter.api.Test;

final class ManifestNamesTest {
  private final ManifestNames names = new ManifestNames();

  @Test
  void fileIsNamedAfterKindAndName() {
    assertThat(name("apps", "Deployment", "api")).isEqualTo("m/deployment-api.yaml");
  }

  @Test
  void nameWithADotMakesNoTemplateOfTheFile() {
    assertThat(name("", "ConfigMap", "rules.tmpl")).isEqualTo("m/configmap-rules-tmpl.yaml");
  }

  @Test
  void sameNamesGetDifferentFilesAlsoWhereCaseIsTheOnlyDifference() {
    String first = name("rbac.authorization.k8s.io", "Role", "Reader");
    String second = name("rbac.authorization.k8s.io", "Role", "reader");
    String third = name("other.example.com", "Role", "reader");

    assertThat(first).isEqualTo("m/role-reader.yaml");
    assertThat(second).matches("m/role-reader-[0-9a-f]+\\.yaml");
    assertThat(third).matches("m/role-reader-[0-9a-f]+\\.yaml").isNotEqualTo(second);
  }

  @Test
  void whatNoFileSystemTakesIsReplacedAndLongNamesAreCut() {
    assertThat(name("", "Role", "system:a/b")).matches("m/role-system-a-b-[0-9a-f]+\\.yaml");
    assertThat(name("", "ConfigMap", "x".repeat(253)).length()).isLessThan(160);
  }

  private String name(String group, String kind, String name) {
    return names.of("m", new ResourceId(group, kind, "shop", name));
  }
}
