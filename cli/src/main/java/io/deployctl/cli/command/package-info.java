/**
 * One class for each command: options in, one call of the engine or a reader, one view out. Imports
 * core, {@code cli.option}, {@code cli.view} and {@code cli.terminal}; never a provider.
 */
package io.deployctl.cli.command;
