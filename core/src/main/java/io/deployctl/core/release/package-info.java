/**
 * What an environment remembers of its runs: releases, inventory, hold. Pure data. Imports {@code
 * core.model}, {@code core.value} and {@code core.plan} only.
 */
package io.deployctl.core.release;
