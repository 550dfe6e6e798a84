package io.deployctl.core.plan;

import io.deployctl.core.value.Leaf;

/**
 * A value that did not come from the project's committed files.
 *
 * @param path the value's path
 * @param value the value as everybody may see it
 * @param origin where it came from, in words
 */
public record PlannedOverride(String path, Leaf value, String origin) {}
