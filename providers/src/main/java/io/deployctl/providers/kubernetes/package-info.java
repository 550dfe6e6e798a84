/**
 * What the packages that talk to Kubernetes share. Imports core only; the packages below import
 * fabric8's client as well.
 */
package io.deployctl.providers.kubernetes;
