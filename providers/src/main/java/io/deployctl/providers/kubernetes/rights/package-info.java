/**
 * What an account has to be allowed to do, and what it is allowed to do. Each provider says what it
 * needs in terms of this package. Imports core and {@code providers.kubernetes.client}.
 */
package io.deployctl.providers.kubernetes.rights;
