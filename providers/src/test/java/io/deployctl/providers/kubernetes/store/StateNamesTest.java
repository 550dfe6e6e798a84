package io.deployctl.providers.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Placement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and labels of state, for whatever an environment is called. */
class StateNamesTest {
  @Test
  void usualNamesStandInTheObjectsNames() {
    StateNames names = new StateNames("shop-deploy", "shop", "prod");

    assertThat(names.index()).isEqualTo("deployctl-prod");
    assertThat(names.key()).isEqualTo("deployctl-prod-key");
  }

  @Test
  void strangeNamesGiveValidAndDifferentObjectNames() {
    List<String> strange =
        List.of("Prod", "prod_1", "prod.1", "Прод", "-prod-", "x".repeat(300), "prod/eu", "prod");
    List<String> made =
        strange.stream().map(name -> new StateNames("n", "p", name).index()).toList();

    assertThat(made).doesNotHaveDuplicates();
    assertThat(made)
        .allSatisfy(
            name -> assertThat(name).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(80));
  }

  @Test
  void everyLabelIsValid() {
    for (String name : List.of("shop", "Billing/EU", "x".repeat(100), "ends-", "a b")) {
      assertThat(new StateNames("n", name, name).labels(StateNames.INDEX, "uuid").values())
          .allMatch(value -> value.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"));
    }
  }

  @Test
  void placementsOfTheSameContentHaveDifferentNames() {
    StateNames names = new StateNames("n", "shop", "prod");
    Digest digest = Digest.of("x");

    assertThat(
            List.of(
                names.content(digest, new Placement.Open(), "uuid-1"),
                names.content(digest, new Placement.Sealed(), "uuid-1"),
                names.content(digest, new Placement.SecretIn("n"), "11111111-2"),
                names.content(digest, new Placement.SecretIn("n"), "22222222-2")))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).hasSizeLessThan(240));
  }
}
