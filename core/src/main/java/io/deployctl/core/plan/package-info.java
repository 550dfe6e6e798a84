/**
 * The frozen, reviewable list of what each step would do. Pure data without secrets in the open.
 * Imports {@code core.model}, {@code core.diagnostic} and {@code core.value} only.
 */
package io.deployctl.core.plan;
