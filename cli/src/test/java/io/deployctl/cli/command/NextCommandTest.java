package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextCommandTest {
  @Test
  void planBecomesApplyWithTheSameArguments() {
    List<String> plan = List.of("-C", "a dir", "plan", "--detailed-exitcode", "--set", "a.b=it's");

    assertThat(NextCommand.apply(plan, List.of()))
        .isEqualTo("deployctl -C 'a dir' apply --set 'a.b=it'\\''s'");
  }

  @Test
  void secretThatWasTypedIsNotRepeated() {
    List<String> plan =
        List.of(
            "plan", "--set", "db.password=hush", "--set=db.user=dana", "--set=db={password: x}");

    assertThat(NextCommand.apply(plan, overriding("db.password")))
        .isEqualTo(
            "deployctl apply --set 'db.password=(secret)' --set=db.user=dana '--set=db=(secret)'");
  }

  private static List<PlannedOverride> overriding(String path) {
    Leaf secret = new Leaf.Sensitive(new KeyedTag("0123456789abcdef"));
    return List.of(new PlannedOverride(path, secret, "--set " + path));
  }
}
