/**
 * Which keys a map of the project file may have, and typed access to them. Imports {@code
 * core.model}, {@code core.diagnostic} and {@code core.value} only.
 */
package io.deployctl.core.schema;
