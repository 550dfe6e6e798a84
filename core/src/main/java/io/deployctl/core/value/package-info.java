/**
 * Configuration values with origin and taint, and what may be shown of them. Imports {@code
 * core.model} and {@code core.diagnostic} only.
 */
package io.deployctl.core.value;
