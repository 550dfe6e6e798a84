/**
 * Steps that are a command: run when what it depends on has changed, taken back by the command that
 * the step names for it. Imports core, Jackson and the packages {@code kubernetes.client}, {@code
 * process} and {@code input}.
 */
package io.deployctl.providers.exec;
