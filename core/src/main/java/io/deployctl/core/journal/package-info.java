/**
 * The local write-ahead record of a run. Imports the data packages of core, {@code core.event} and
 * {@code core.json} only.
 */
package io.deployctl.core.journal;
