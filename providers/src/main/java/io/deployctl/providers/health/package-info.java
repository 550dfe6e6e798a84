/**
 * The {@code health} provider: is what was deployed ready. Imports core and {@code
 * providers.kubernetes}.
 */
package io.deployctl.providers.health;
