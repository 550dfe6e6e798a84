package io.deployctl.core.value;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds secrets by text, in every usual encoding: plain, base64 at any alignment, URL-encoded,
 * JSON-escaped, quoted, hexadecimal, and line by line where a secret has several lines. The time
 * grows with the length of the text alone. A filter holds back only what may still turn out to be
 * the beginning of a secret.
 */
public final class EncodingRedactor implements Redactor {
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> patterns = new LinkedHashSet<>();
  private volatile Optional<PatternAutomaton> built = Optional.empty();

  @Override
  public synchronized void register(SecretText secret) {
    if (known.add(secret.reveal()) && patterns.addAll(SecretEncodings.of(secret.reveal()))) {
      built = Optional.empty();
    }
  }

  @Override
  public String redact(String text) {
    if (automaton().isEmpty()) {
      return text;
    }
    Filter filter = newFilter();
    return filter.next(text) + filter.end();
  }

  @Override
  public Filter newFilter() {
    return new StreamFilter();
  }

  /** Returns how many secrets were registered, and nothing of them. */
  @Override
  public synchronized String toString() {
    return "EncodingRedactor[" + known.size() + " secrets]";
  }

  /** Returns the automaton of all secrets, built by its first user after the last registration. */
  private PatternAutomaton automaton() {
    Optional<PatternAutomaton> ready = built;
    return ready.isPresent() ? ready.get() : build();
  }

  private synchronized PatternAutomaton build() {
    PatternAutomaton automaton = built.orElseGet(() -> new PatternAutomaton(patterns));
    built = Optional.of(automaton);
    return automaton;
  }

  /** Places are counted from the first character of the stream. */
  private final class StreamFilter implements Filter {
    private final StringBuilder held = new StringBuilder();
    private final Deque<long[]> found = new ArrayDeque<>();
    private PatternAutomaton current = automaton();
    private int state = PatternAutomaton.START;
    private long read;
    private long shown;
    private boolean masking;

    @Override
    public String next(String chunk) {
      if (current != automaton()) {
        readAgain();
      }
      StringBuilder out = new StringBuilder(chunk.length());
      for (int i = 0; i < chunk.length(); i++) {
        held.append(chunk.charAt(i));
        read(chunk.charAt(i));
        // Emptying it now and then keeps what is held back small, and so the copying cheap.
        if (held.length() >= 8_192) {
          show(read - current.depth(state), out);
        }
      }
      show(read - current.depth(state), out);
      return out.toString();
    }

    @Override
    public String end() {
      StringBuilder out = new StringBuilder();
      show(read, out);
      state = PatternAutomaton.START;
      masking = false;
      return out.toString();
    }

    private void read(char c) {
      state = current.next(state, c);
      read++;
      int length = current.longest(state);
      if (length > 0) {
        mark(read - length, read);
      }
    }

    /** Marks a range that ends where reading has come to, joined with those that it touches. */
    private void mark(long from, long to) {
      long start = from;
      while (!found.isEmpty() && found.peekLast()[1] >= start) {
        start = Math.min(start, found.removeLast()[0]);
      }
      found.addLast(new long[] {start, to});
    }

    /** A secret was registered meanwhile: what is held back may have it. */
    private void readAgain() {
      current = automaton();
      state = PatternAutomaton.START;
      read = shown;
      for (int i = 0; i < held.length(); i++) {
        state = current.next(state, held.charAt(i));
        read++;
        int length = Math.min(current.longest(state), (int) (read - shown));
        if (length > 0) {
          mark(read - length, read);
        }
      }
    }

    /** Shows everything before the given place. */
    private void show(long until, StringBuilder out) {
      int at = 0;
      while (shown < until) {
        while (!found.isEmpty() && found.peekFirst()[1] <= shown) {
          found.removeFirst();
        }
        long[] range = found.peekFirst();
        if (range == null || range[0] >= until) {
          at = copy(at, until, out);
        } else if (range[0] > shown) {
          at = copy(at, range[0], out);
        } else {
          long end = Math.min(range[1], until);
          if (!masking) {
            out.append(SecretText.MASK);
          }
          masking = true;
          at += (int) (end - shown);
          shown = end;
        }
      }
      held.delete(0, at);
    }

    private int copy(int at, long to, StringBuilder out) {
      int end = at + (int) (to - shown);
      out.append(held, at, end);
      shown = to;
      masking = false;
      return end;
    }
  }
}
