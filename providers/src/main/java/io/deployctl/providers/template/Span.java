package io.deployctl.providers.template;

import java.util.List;

/**
 * A piece of output and where it came from.
 *
 * @param from its first character's offset
 * @param to the offset after its last character
 * @param line the template's line where the piece begins
 * @param text whether it is text of the template, whose lines count on; a printed value stays on
 *     its tag's line however many lines it prints
 * @param taints what went into it; may still grow until the rendering is through
 * @param reads the values that were read for it, and for its being there, by then
 */
record Span(int from, int to, int line, boolean text, List<Taint> taints, List<Read> reads) {}
