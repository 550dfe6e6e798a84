/**
 * Where secrets come from: environment variables, files, commands, Vault, files that SOPS
 * encrypted, Secrets of the target's cluster. Imports {@code core}, {@code providers.process} to
 * find {@code sops}, and {@code providers.kubernetes.client} and {@code rights} to read from the
 * cluster; Vault is asked by the platform's HTTP client.
 */
package io.deployctl.providers.secret;
