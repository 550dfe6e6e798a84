/**
 * The one reader of YAML: nodes with the places where they stand, bounded in time and memory
 * whatever the input. The only package that knows SnakeYAML. Imports {@code core.model}, {@code
 * core.diagnostic} and {@code core.value.ValuePath}.
 */
package io.deployctl.core.yaml;
