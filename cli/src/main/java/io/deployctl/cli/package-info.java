/**
 * The command line's entry: reads arguments, wires the parts together, ends with an exit code. The
 * one place where providers, engine and views meet, and the only one that touches the process's own
 * streams, environment and signals. Imports everything.
 */
package io.deployctl.cli;
