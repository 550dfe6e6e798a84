/**
 * What the process was given (streams, environment, directories, clock) and how text is dressed.
 * Imports the JDK only.
 */
package io.deployctl.cli.terminal;
