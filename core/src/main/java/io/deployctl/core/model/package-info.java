/** Identities and small words that every other package uses. Imports the JDK only. */
package io.deployctl.core.model;
