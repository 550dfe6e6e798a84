/**
 * An environment's whole state in one file, to have it again where it was lost, or elsewhere.
 * Imports {@code core.model}, {@code core.diagnostic}, {@code core.json}, {@code core.plan}, {@code
 * core.release}, {@code core.store}, {@code core.container} and Jackson.
 */
package io.deployctl.core.statefile;
