/**
 * The {@code exec} provider: a command of the project's own, run when its inputs change. Imports
 * core, {@code providers.process}, {@code providers.input} and {@code providers.kubernetes.client}.
 */
package io.deployctl.providers.exec;
