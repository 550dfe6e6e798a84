/**
 * Options that several commands share, each group once. Imports picocli and core's data packages.
 */
package io.deployctl.cli.option;
