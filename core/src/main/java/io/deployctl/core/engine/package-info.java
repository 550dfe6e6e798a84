/**
 * Plans and runs: stages in order, steps side by side by their needs, every act behind the gate.
 * Imports all of core but the file readers.
 */
package io.deployctl.core.engine;
