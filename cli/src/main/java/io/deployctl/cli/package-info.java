/** The command line: reads arguments, wires the parts together, prints. Imports everything. */
package io.deployctl.cli;
