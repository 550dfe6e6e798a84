package io.deployctl.core.config;

import io.deployctl.core.value.ValuePath;
import java.util.Optional;

/**
 * A value that two environments don't share.
 *
 * @param path its path
 * @param left the value in the first; empty where it has none
 * @param right the value in the second; empty where it has none
 */
public record ConfigDifference(
    ValuePath path, Optional<ConfigEntry> left, Optional<ConfigEntry> right) {}
