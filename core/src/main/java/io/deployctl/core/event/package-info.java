/**
 * Every transition of a run. Imports the data packages of core ({@code model}, {@code diagnostic},
 * {@code value}, {@code plan}, {@code release}) only.
 */
package io.deployctl.core.event;
