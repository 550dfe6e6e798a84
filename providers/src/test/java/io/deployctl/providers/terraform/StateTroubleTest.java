package io.deployctl.providers.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.EncodingRedactor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Terraform 1.11 says of a state that it can't get at, as its kubernetes backend words it. */
class StateTroubleTest {
  private static final String ID = "83879729-7ab8-84b6-77ac-2d903200fb8a";
  private static final String INFO =
      """
      Lock Info:
        ID:        %s
        Path:
        Operation: init
        Who:       ci@runner
        Version:   1.11.4
        Created:   2026-01-02 03:04:05.6 +0000 UTC
        Info:
      """
          .formatted(ID);

  private final TerraformMessages messages =
      new TerraformMessages(
          "infra", new EncodingRedactor(), id -> "run `terraform force-unlock " + id + "`");

  @Test
  void lockThatIsFoundWhileTheStateIsLoadedIsNamedWithItsCommand() {
    Diagnostic told =
        only("Error: Error loading state: the state is already locked by another client\n" + INFO);

    assertThat(told.code()).isEqualTo("terraform-lock");
    assertThat(told.details()).contains("ID: " + ID, "Who: ci@runner", "Operation: init");
    assertThat(told.hint().orElseThrow())
        .contains("run `terraform force-unlock " + ID + "`; ")
        .contains("the Lease `lock-tfstate-…`");
  }

  @Test
  void lockThatCouldNotBeGivenBackIsNamedAndNotCalledSomebodyElses() {
    Diagnostic told =
        only("Error: Error releasing the state lock\n\nError message: reset by peer\n" + INFO);

    assertThat(told.code()).isEqualTo("terraform-lock");
    assertThat(told.summary()).isEqualTo("Error releasing the state lock");
    assertThat(told.details()).contains("Error message: reset by peer");
    assertThat(told.hint().orElseThrow())
        .isEqualTo(
            "if the next run finds the state locked, run `terraform force-unlock " + ID + "`");
  }

  @Test
  void backendThatDoesNotAnswerIsToldWithAWayOn() {
    for (String summary :
        List.of(
            "Error loading state: Post \"https://127.0.0.1/leases\": connection reset by peer",
            "Error acquiring the state lock",
            "Error refreshing state: no answer",
            "Failed to save state",
            "Failed to persist state to backend")) {
      Diagnostic told = only("Error: " + summary + "\n");

      assertThat(told.code()).as(summary).isEqualTo("terraform-backend");
      assertThat(told.hint()).as(summary).isPresent();
    }
  }

  @Test
  void otherErrorsStayAsTheyAre() {
    Diagnostic told = only("Error: No value for required variable\n");

    assertThat(told.code()).isEqualTo("terraform");
    assertThat(told.hint()).isEmpty();
  }

  private Diagnostic only(String text) {
    List<Diagnostic> told = messages.ofText(text.lines().toList());
    assertThat(told).hasSize(1);
    return told.get(0);
  }
}
