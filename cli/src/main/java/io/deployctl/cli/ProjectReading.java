package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.planfile.Recipe;
import io.deployctl.core.release.GitState;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a project's files were read.
 *
 * @param recipe tells what they were read with, once they were; nothing where there are no files
 * @param checkout tells the checkout that they come from
 */
record ProjectReading(Optional<Supplier<Recipe>> recipe, Supplier<Optional<GitState>> checkout) {
  /** Nothing was read. */
  static final ProjectReading NONE = new ProjectReading(Optional.empty(), Optional::empty);

  /** Refuses nulls. */
  ProjectReading {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(checkout, "checkout is null");
  }
}
