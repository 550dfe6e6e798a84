/** What steps drive. Each package below imports core and, at most, what its line says. */
package io.deployctl.providers;
