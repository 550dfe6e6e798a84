/**
 * Keeps an environment's lease, releases, inventory, key and content in a namespace of its cluster.
 * Imports core and the cluster client.
 */
package io.deployctl.providers.kubernetes.store;
