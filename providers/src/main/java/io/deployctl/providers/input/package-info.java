/**
 * What a step that drives a tool is planned from: values as plain trees, as files that only the
 * user can read, as digests and as archives. Imports core and Jackson only.
 */
package io.deployctl.providers.input;
