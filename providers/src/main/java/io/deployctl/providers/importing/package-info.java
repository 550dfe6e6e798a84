/**
 * Reads what runs in a cluster, to write a project of it: {@link
 * io.deployctl.providers.importing.NamespaceImport} takes the objects of a namespace, {@code
 * providers.helm} the releases in it. Changes nothing.
 *
 * <p>Imports core, {@code providers.kubernetes}, {@code providers.manifests} and {@code
 * providers.helm}.
 */
package io.deployctl.providers.importing;
