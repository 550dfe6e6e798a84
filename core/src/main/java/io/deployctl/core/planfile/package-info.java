/**
 * A plan in a file that another machine can apply: its container, what it holds, and its seal.
 * Imports {@code core.model}, {@code core.diagnostic}, {@code core.value}, {@code core.json},
 * {@code core.plan}, {@code core.release} and Jackson; of {@code core.store} what seals and packs,
 * and of {@code core.config} the port that secrets are read through.
 */
package io.deployctl.core.planfile;
