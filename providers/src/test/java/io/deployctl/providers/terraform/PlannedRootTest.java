package io.deployctl.providers.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.value.Tagger;
import io.deployctl.providers.process.TestRedactor;
import org.junit.jupiter.api.Test;

/** Reads plans of resources that no built-in provider has. */
class PlannedRootTest {
  @Test
  void driftIsToldApartAndMasked() {
    PlannedRoot root =
        root(
            """
            {"resource_drift": [
              {"address": "aws_db_instance.main", "change": {"actions": ["update"],
               "before": {"size": 10, "tags": {"team": "a"}, "password": "old", "zones": ["x"]},
               "after": {"size": 20, "tags": {}, "password": "new", "zones": ["x"]},
               "before_sensitive": {"password": true}, "after_sensitive": {"password": true}}},
              {"address": "aws_s3_bucket.logs", "change": {"actions": ["delete"],
               "before": {"bucket": "logs"}, "after": null}}]}
            """);

    assertThat(root.effect("root infra", false)).isEmpty();
    assertThat(root.drift()).hasSize(2);
    assertThat(root.drift().get(0).summary())
        .isEqualTo("`aws_db_instance.main` was changed outside of Terraform");
    assertThat(root.drift().get(0).details())
        .containsExactly(
            "password: (secret) -> (secret)", "size: 10 -> 20", "tags.team: a -> (absent)");
    assertThat(root.drift().get(1).summary())
        .isEqualTo("`aws_s3_bucket.logs` was deleted outside of Terraform");
  }

  @Test
  void moveAndForgettingAreChangesWithoutDestruction() {
    PlannedRoot root =
        root(
            """
            {"prior_state": {"values": {"root_module": {"resources": [{}]}}},
             "resource_changes": [
              {"address": "a.new", "previous_address": "a.old", "change": {"actions": ["no-op"]}},
              {"address": "b.gone", "change": {"actions": ["forget"]}},
              {"address": "c.same", "change": {"actions": ["no-op"]}}]}
            """);

    assertThat(root.effect("root infra", false))
        .hasValueSatisfying(
            effect -> {
              assertThat(effect.undo().loss()).isEmpty();
              assertThat(effect.changes()).extracting("path").containsExactly("a.new", "b.gone");
            });
  }

  @Test
  void valueThatIsPartlyUnknownIsNoKnownOutput() {
    PlannedRoot root =
        root(
            """
            {"planned_values": {"outputs": {
               "some": {"sensitive": false, "value": {"a": 1}},
               "all": {"sensitive": true, "value": [1, "x", null]}}},
             "output_changes": {"some": {"after_unknown": {"b": true}},
                                "all": {"after_unknown": false}}}
            """);

    assertThat(root.knownOutputs(new io.deployctl.core.model.StepId("cloud")))
        .containsOnlyKeys("all");
  }

  private static PlannedRoot root(String json) {
    JsonNode plan;
    try {
      plan = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
    return new PlannedRoot(plan, new PlanLeaves(new Tagger(new byte[32]), new TestRedactor()));
  }
}
