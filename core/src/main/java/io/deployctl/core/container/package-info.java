/**
 * The outer form of files that deployctl writes for itself to read again elsewhere: strict, so that
 * a file that was cut off, edited or is another's is never taken for one. Imports {@code
 * core.model}, {@code core.diagnostic}, {@code core.json}, {@code core.plan} and Jackson; of {@code
 * core.store} what seals.
 */
package io.deployctl.core.container;
