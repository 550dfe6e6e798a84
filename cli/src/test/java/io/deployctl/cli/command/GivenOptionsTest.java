package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenOptionsTest {
  private static final String HINT = "`deployctl resume` goes on";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apply                                     | `deployctl resume`
          apply -e prod                             | `deployctl resume -e prod`
          apply --env=prod                          | `deployctl resume -e prod`
          apply -eprod                              | `deployctl resume -e prod`
          -C shop apply --env prod                  | `deployctl resume -C shop -e prod`
          apply --context eu --set a=b              | `deployctl resume --context eu`
          rollback --project shop -e prod --to 3    | `deployctl resume -e prod --project shop`
          status --state-namespace=ops              | `deployctl resume --state-namespace ops`
          apply -- -e prod                          | `deployctl resume`
          apply -e                                  | `deployctl resume`
          """)
  void commandOfAHintIsAboutWhatTheCallIsAbout(String arguments, String completed) {
    assertThat(given(arguments).complete(HINT)).isEqualTo(completed + " goes on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run `deployctl resume --done it` or `deployctl resume --again it` | run `deployctl resume -e prod --done it` or `deployctl resume -e prod --again it`
          `deployctl lock steal --reason TEXT`                              | `deployctl lock steal -e prod --reason TEXT`
          `deployctl state import FILE`                                     | `deployctl state import -e prod FILE`
          `deployctl rbac --env prod --for apply`                           | `deployctl rbac --env prod --for apply`
          `deployctl sandbox up` starts one                                 | `deployctl sandbox up` starts one
          `deployctl init` makes one                                        | `deployctl init` makes one
          see what deployctl says, or `kubectl get pods`                    | see what deployctl says, or `kubectl get pods`
          """)
  void commandGetsWhatItUnderstandsAndLacks(String hint, String completed) {
    assertThat(given("apply -e prod").complete(hint)).isEqualTo(completed);
  }

  @Test
  void whatIsCompleteStaysAsItIs() {
    GivenOptions given = given("-C shop status -e prod --project shop");
    String once = given.complete(HINT);
    assertThat(given.complete(once)).isEqualTo(once);
  }

  @Test
  void commandThatNeedsACheckoutIsNotGivenAProject() {
    assertThat(given("rollback --project shop").complete("`deployctl apply`"))
        .isEqualTo("`deployctl apply`");
  }

  @Test
  void environmentOfAPlanFileIsNamedUnlessTheArgumentsNameOne() {
    assertThat(given("apply FILE").about("prod").complete(HINT))
        .startsWith("`deployctl resume -e prod`");
    assertThat(given("apply FILE -e production").about("prod").complete(HINT))
        .startsWith("`deployctl resume -e production`");
  }

  @Test
  void valueThatAShellWouldSplitIsQuoted() {
    assertThat(GivenOptions.of(List.of("-C", "it's $1")).complete(HINT))
        .isEqualTo("`deployctl resume -C 'it'\\''s $1'` goes on");
  }

  private static GivenOptions given(String arguments) {
    return GivenOptions.of(List.of(arguments.split(" ")));
  }
}
