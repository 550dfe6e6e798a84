package io.deployctl.providers.terraform;

import io.deployctl.core.plan.Content;
import io.deployctl.core.value.Redactor;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan or a release keeps of a root.
 *
 * @param inputs what it was planned with
 * @param state where its state is
 * @param archive its files; empty where they were too large to keep
 */
record Stored(TerraformInputs inputs, BackendState state, Optional<Content> archive) {
  static final String INPUTS = "inputs";
  static final String STATE = "state";
  static final String ROOT = "root";

  static Stored of(Map<String, Content> payload, Redactor redactor) {
    return new Stored(
        TerraformInputs.parse(payload.get(INPUTS), redactor),
        BackendState.parse(payload.get(STATE)),
        Optional.ofNullable(payload.get(ROOT)));
  }
}
