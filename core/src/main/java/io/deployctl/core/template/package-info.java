/**
 * From manifest and values files to documents, with what in them is secret or waiting. The port of
 * the template engine. Imports {@code core.model}, {@code core.diagnostic}, {@code core.value} and
 * {@code core.yaml} only.
 */
package io.deployctl.core.template;
