/**
 * The one open door: what a provider is, gets and gives. Imports the data packages of core ({@code
 * model}, {@code diagnostic}, {@code value}, {@code schema}, {@code plan}, {@code release}) only.
 */
package io.deployctl.core.spi;
