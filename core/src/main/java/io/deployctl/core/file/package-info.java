/**
 * Writing private files safely, and saying what is wrong with one. Imports {@code core.model} and
 * {@code core.diagnostic} only.
 */
package io.deployctl.core.file;
