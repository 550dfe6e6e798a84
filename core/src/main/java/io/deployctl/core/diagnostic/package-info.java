/**
 * What a user is told when something is wrong: cause, place, evidence and advice. Imports {@code
 * core.model} only.
 */
package io.deployctl.core.diagnostic;
