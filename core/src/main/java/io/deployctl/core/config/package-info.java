/**
 * From files, variables and flags to one checked {@link io.deployctl.core.config.Deployment}:
 * layers, interpolation, provenance, overrides. Imports {@code core.model}, {@code
 * core.diagnostic}, {@code core.value}, {@code core.schema}, {@code core.yaml}, {@code core.json}
 * and {@code core.plan.FailurePolicy}.
 */
package io.deployctl.core.config;
