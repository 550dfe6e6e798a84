package io.deployctl.providers.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command into words without a shell: at spaces, with single quotes (everything literal),
 * double quotes and backslashes. Nothing is expanded.
 */
final class CommandWords {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote;

  private CommandWords() {}

  /** Returns the words, or empty where a quote or an escape is never finished. */
  static Optional<List<String>> split(String command) {
    CommandWords splitter = new CommandWords();
    int i = 0;
    while (i < command.length()) {
      char c = command.charAt(i);
      boolean escape = c == '\\' && splitter.quote != '\'';
      if (escape && i + 1 == command.length()) {
        return Optional.empty();
      }
      if (escape) {
        i++;
        splitter.escaped(command.charAt(i));
      } else {
        splitter.take(c);
      }
      i++;
    }
    if (splitter.quote != 0) {
      return Optional.empty();
    }
    splitter.endWord();
    return Optional.of(List.copyOf(splitter.words));
  }

  private void escaped(char c) {
    // Inside double quotes a backslash is itself, unless it stands before what it can escape.
    if (quote == '"' && c != '"' && c != '\\') {
      word.append('\\');
    }
    word.append(c);
    inWord = true;
  }

  private void take(char c) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else if (Character.isWhitespace(c)) {
      endWord();
    } else {
      word.append(c);
      inWord = true;
    }
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
