/**
 * The template engine behind {@code core.template}: Pebble, made strict and harmless. A template
 * sees maps, lists and scalars only, calls no method, loads no other file, and is bounded in loops,
 * size and time. Each piece of output is traced to the secrets and step outputs that went into it.
 *
 * <p>Tags: {@code if}, {@code for}, {@code set}, {@code verbatim}, comments. A tag that stands
 * alone on its line leaves no empty line behind. Filters and functions: {@link
 * io.deployctl.providers.template.TemplateExtension}.
 *
 * <p>Imports core and Pebble; the only package that knows Pebble.
 */
package io.deployctl.providers.template;
