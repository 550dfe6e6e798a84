package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Turns a file's bytes into text, and refuses bytes that are no text. */
final class SourceText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SourceText() {}

  /**
   * Returns the text without its byte order mark.
   *
   * @throws DeployctlException at the first byte that is not UTF-8, or the first control character
   */
  static String decode(String fileName, byte[] content) {
    refuseUtf16(fileName, content);
    CharBuffer characters = CharBuffer.allocate(content.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    CoderResult result = decoder.decode(bytes, characters, true);
    characters.flip();
    boolean marked = characters.length() > 0 && characters.charAt(0) == BYTE_ORDER_MARK;
    String text = characters.subSequence(marked ? 1 : 0, characters.length()).toString();
    if (result.isError()) {
      String value = "0x%02X".formatted(content[bytes.position()]);
      throw refuse(
          "yaml-not-utf8",
          "can't read " + fileName + ": the byte " + value + " is not UTF-8",
          position(fileName, text, text.length()),
          "Save the file as UTF-8");
    }
    refuseControlCharacters(fileName, text);
    return text;
  }

  private static void refuseUtf16(String fileName, byte[] content) {
    if (content.length < 2) {
      return;
    }
    int first = (content[0] & 0xFF) << 8 | content[1] & 0xFF;
    if (first == 0xFEFF || first == 0xFFFE || zerosAlternate(content)) {
      throw refuse(
          "yaml-not-utf8",
          "can't read " + fileName + ": it is UTF-16, not UTF-8",
          SourcePosition.ofFile(fileName),
          "Save the file as UTF-8");
    }
  }

  private static boolean zerosAlternate(byte[] content) {
    return content.length >= 4
        && content.length % 2 == 0
        && (content[0] == 0) != (content[1] == 0)
        && (content[0] == 0) == (content[2] == 0)
        && (content[1] == 0) == (content[3] == 0);
  }

  private static void refuseControlCharacters(String fileName, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
      if (control || c >= 0x7F && c <= 0x9F && c != 0x85 || c == 0xFFFE || c == 0xFFFF) {
        throw refuse(
            "yaml-control-character",
            "can't read %s: the control character U+%04X is not allowed"
                .formatted(fileName, (int) c),
            position(fileName, text, i),
            "Remove it, or write it as an escape such as \"\\x%02X\" in a quoted text"
                .formatted((int) c));
      }
    }
  }

  private static SourcePosition position(String fileName, String text, int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      boolean carriageReturn =
          text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      if (text.charAt(i) == '\n' || carriageReturn) {
        line++;
        lineStart = i + 1;
      }
    }
    return new SourcePosition(fileName, line, text.codePointCount(lineStart, index) + 1);
  }

  private static DeployctlException refuse(
      String code, String summary, SourcePosition position, String hint) {
    return DeployctlException.invalid(Diagnostic.error(code, summary).at(position).hint(hint));
  }
}
