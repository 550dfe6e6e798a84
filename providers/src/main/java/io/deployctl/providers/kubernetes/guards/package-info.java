/**
 * What can be told of an object by its text, before the cluster is asked: versions of its API that
 * go away, and images whose tag can move. Imports core and {@code kubernetes.client} only.
 */
package io.deployctl.providers.kubernetes.guards;
