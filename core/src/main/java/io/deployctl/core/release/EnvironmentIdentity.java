package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

/**
 * Which environment this is, for good: names can be given twice, the UUID can't.
 *
 * @param project the project's name
 * @param environment the environment's name, never an alias
 * @param uuid made at the environment's first run and kept in the target
 */
public record EnvironmentIdentity(String project, String environment, String uuid) {
  /** Refuses nulls. */
  public EnvironmentIdentity {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(uuid, "uuid is null");
  }

  /** Returns the field manager under which the environment's fields are owned. */
  public String fieldManager() {
    return "deployctl:" + project + "." + environment;
  }
}
