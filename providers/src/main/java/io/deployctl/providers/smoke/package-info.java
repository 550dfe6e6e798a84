/**
 * The {@code smoke} provider: does what was deployed do its job. Imports core, {@code
 * providers.kubernetes} and fabric8's client for port-forwards.
 */
package io.deployctl.providers.smoke;
