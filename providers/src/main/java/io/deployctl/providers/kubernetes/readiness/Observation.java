package io.deployctl.providers.kubernetes.readiness;

/**
 * How one object stands at one look.
 *
 * @param expectation what it is expected to be
 * @param verdict how it stands
 */
public record Observation(Expectation expectation, Verdict verdict) {}
