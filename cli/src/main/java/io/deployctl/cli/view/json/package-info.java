/**
 * What programs read. Every command prints one document, whose {@code schema} names its form and
 * version; commands that run a plan print one JSON object per line instead, the first of type
 * {@code version}. Within a version, fields are only ever added. Imports {@code cli.view}, core's
 * data packages and Jackson.
 */
package io.deployctl.cli.view.json;
