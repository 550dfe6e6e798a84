/**
 * A throw-away real control plane on this machine: etcd, the API server, the controller manager and
 * the scheduler, with nodes and pods simulated by kwok. {@link
 * io.deployctl.providers.sandbox.Sandboxes} is the way in. Imports {@code core.diagnostic} and
 * {@code core.model}, Jackson and the JDK.
 */
package io.deployctl.providers.sandbox;
