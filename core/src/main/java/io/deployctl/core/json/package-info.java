/**
 * JSON: the canonical form for digests, and the one configuration of Jackson for records and
 * output. Imports {@code core.model}, {@code core.diagnostic}, {@code core.value} and Jackson.
 */
package io.deployctl.core.json;
