package io.deployctl.providers.process;

import io.deployctl.core.value.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Takes one stream of a child: keeps its beginning as it came, for parsing, and passes it on
 * redacted and in lines. Bytes that are not UTF-8 become replacement characters. Never throws, or
 * the pump would stop and the child hang. Safe for several threads.
 */
final class StreamSink extends OutputStream {
  private static final int LONGEST_LINE = 8_192;

  private final Redactor.Filter filter;
  private final OutputLines lines;
  private final int captureLimit;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder line = new StringBuilder();
  private byte[] undecoded = new byte[0];
  private boolean truncated;
  private boolean lineEnded;
  private boolean cut;
  private boolean ended;

  /**
   * Makes a sink.
   *
   * @param captureLimit how many bytes to keep; with 0 nothing is kept and nothing counts as cut
   */
  StreamSink(Redactor.Filter filter, OutputLines lines, int captureLimit) {
    this.filter = filter;
    this.lines = lines;
    this.captureLimit = captureLimit;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (ended) {
      return;
    }
    capture(bytes, offset, length);
    split(filter.next(decode(bytes, offset, length, false)));
  }

  /** Passes on what was held back; what comes later is ignored. */
  synchronized void end() {
    if (ended) {
      return;
    }
    split(filter.next(decode(new byte[0], 0, 0, true)));
    split(filter.end());
    if (line.length() > 0) {
      finishLine();
    }
    ended = true;
  }

  /** Returns the beginning of the stream, as it came. */
  synchronized String captured() {
    return captured.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the stream was longer than what was kept. */
  synchronized boolean isTruncated() {
    return truncated;
  }

  private void capture(byte[] bytes, int offset, int length) {
    int room = Math.min(length, captureLimit - captured.size());
    captured.write(bytes, offset, room);
    truncated = truncated || (captureLimit > 0 && room < length);
  }

  private String decode(byte[] bytes, int offset, int length, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.length + length);
    in.put(undecoded).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, last);
    undecoded = new byte[in.remaining()];
    in.get(undecoded);
    return out.flip().toString();
  }

  private void split(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      // A carriage return alone ends a line too: that is how progress bars redraw themselves.
      if (lineEnded || character == '\n') {
        finishLine();
      }
      lineEnded = character == '\r';
      if (character != '\r' && character != '\n') {
        append(character);
      }
    }
  }

  private void append(char character) {
    if (line.length() < LONGEST_LINE) {
      line.append(character);
    } else {
      cut = true;
    }
  }

  private void finishLine() {
    lines.take(cut ? line + "…" : line.toString());
    line.setLength(0);
    cut = false;
    lineEnded = false;
  }
}
