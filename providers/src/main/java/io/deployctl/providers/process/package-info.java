/**
 * Child processes: running them bounded in time and output, ending their whole tree, finding the
 * tools that they are. Imports core and Apache Commons Exec; every provider that drives a tool may
 * import this package.
 */
package io.deployctl.providers.process;
