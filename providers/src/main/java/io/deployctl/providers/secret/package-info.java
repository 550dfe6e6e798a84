/**
 * Where secrets come from: environment variables, files, commands, Vault. Imports {@code core}
 * only; processes run through {@code core.spi.ProcessRunner}, and Vault is asked by the platform's
 * HTTP client.
 */
package io.deployctl.providers.secret;
