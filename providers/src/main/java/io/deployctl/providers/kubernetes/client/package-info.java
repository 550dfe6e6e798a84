/**
 * The connection to a cluster: credentials, identity, discovery, raw calls. Imports core and
 * fabric8's client; every other package that talks to Kubernetes imports this one.
 */
package io.deployctl.providers.kubernetes.client;
