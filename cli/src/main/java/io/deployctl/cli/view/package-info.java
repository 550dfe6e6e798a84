/**
 * What people read: each command's result, and what else they should know. Views get values, never
 * engine objects. Imports core's data packages and {@code cli.terminal} only.
 */
package io.deployctl.cli.view;
