package io.deployctl.core.config;

import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;

/**
 * A value that did not come from the project's committed files.
 *
 * @param path the value's path
 * @param value the value
 * @param origin where it came from
 * @param declared whether it is a declared input
 */
public record ValueOverride(ValuePath path, Value value, Origin origin, boolean declared) {}
