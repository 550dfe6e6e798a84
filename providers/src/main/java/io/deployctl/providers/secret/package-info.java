/**
 * Where secrets come from: environment variables, files, commands. Imports {@code core} only;
 * processes run through {@code core.spi.ProcessRunner}.
 */
package io.deployctl.providers.secret;
