/**
 * The one seam to where an environment's state lives. Imports {@code core.model}, {@code
 * core.diagnostic}, {@code core.value}, {@code core.plan} and {@code core.release} only.
 */
package io.deployctl.core.store;
