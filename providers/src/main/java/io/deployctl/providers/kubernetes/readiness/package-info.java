/**
 * What "ready" means for each kind, and why something is not. Judges JSON trees as the server sends
 * them. Imports core, {@code providers.kubernetes} and {@code providers.kubernetes.client}.
 */
package io.deployctl.providers.kubernetes.readiness;
