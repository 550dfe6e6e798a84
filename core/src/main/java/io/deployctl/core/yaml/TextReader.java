package io.deployctl.core.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * Lets the scanner read a text that is in memory as a whole. The reader that it replaces moves a
 * window over a stream, copying it every thousand characters, which takes a time that grows with
 * the square of the longest word.
 */
final class TextReader extends StreamReader {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final String name;
  private final int[] text;
  private int pointer;
  private int documentStart;
  private int line;
  private int column;

  TextReader(String name, String text) {
    super("");
    this.name = name;
    this.text = text.codePoints().toArray();
  }

  @Override
  public Mark getMark() {
    return new Mark(name, pointer, line, column, text, pointer);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && pointer < text.length; i++) {
      int passed = text[pointer];
      pointer++;
      boolean loneReturn = passed == '\r' && pointer < text.length && text[pointer] != '\n';
      if (Constant.LINEBR.has(passed) || loneReturn) {
        line++;
        column = 0;
      } else if (passed != BYTE_ORDER_MARK) {
        column++;
      }
    }
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int ahead) {
    return pointer + ahead < text.length ? text[pointer + ahead] : '\0';
  }

  @Override
  public String prefix(int length) {
    return new String(text, pointer, Math.min(length, text.length - pointer));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    pointer += length;
    column += length;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return pointer - documentStart;
  }

  @Override
  public void resetDocumentIndex() {
    documentStart = pointer;
  }

  @Override
  public int getIndex() {
    return pointer;
  }

  @Override
  public int getLine() {
    return line;
  }
}
