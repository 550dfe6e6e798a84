package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValueUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows one rendering: which values are read for which piece of output, and how much work was
 * done. For one thread.
 */
final class Trace {
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<Span> spans = new ArrayList<>();
  private final Taint total = new Taint();
  private final Taint decisions = new Taint();
  private Optional<Missing> missing = Optional.empty();
  private int iterations;
  private int line;

  /**
   * A name that was looked for in vain.
   *
   * @param path the whole path, as a template writes it
   * @param name the part that is not there
   * @param known the names that are there instead
   */
  record Missing(String path, String name, Set<String> known) {}

  /** What is being rendered. */
  enum Kind {
    /** A piece of output, or a tag that makes none. */
    PIECE,
    /** A loop, whose items stand in the pieces inside. */
    LOOP,
    /** A condition. It decides whether the pieces inside are there, not what is in them. */
    BRANCH
  }

  /** What is open right now, with what was read in it. */
  private static final class Frame {
    private final Kind kind;
    private final Taint reads = new Taint();
    private final Map<String, Read> values = new LinkedHashMap<>();
    private boolean turned;
    private boolean readAhead;

    private Frame(Kind kind) {
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }

    Taint reads() {
      return reads;
    }

    /** What a loop reads item by item is about the present item only. */
    void turn() {
      readAhead = readAhead || (!turned && values.size() > 1);
      turned = true;
      if (!readAhead) {
        List<Read> all = List.copyOf(values.values());
        all.subList(0, Math.max(0, all.size() - 1)).forEach(read -> values.remove(read.name()));
      }
    }
  }

  /** Starts an empty trace. */
  Trace() {
    frames.push(new Frame(Kind.PIECE));
  }

  /** Notes that a value was read, under a name, for whatever is being made right now. */
  void read(String name, Value value) {
    Frame frame = frames.element();
    frame.reads().add(value);
    // The newest stands last.
    frame.values.remove(name);
    frame.values.put(name, new Read(name, value, ValueUse.Role.VALUE));
    total.add(value);
  }

  /** Notes that something with the given taint, made of the given values, was read. */
  void read(Taint taint, List<Read> values) {
    Frame frame = frames.element();
    frame.reads().add(taint);
    values.forEach(read -> frame.values.put(read.name(), read));
    total.add(taint);
  }

  /**
   * Returns the values read for the current piece, and those that decided that it is there.
   *
   * @param printed whether the piece is printed; where it read nothing itself, it can print the
   *     item of the loop around it
   */
  List<Read> reads(boolean printed) {
    List<Read> reads = new ArrayList<>(frames.element().values.values());
    boolean own = !reads.isEmpty() || !printed;
    boolean item = !own;
    for (Frame frame : frames) {
      if (frame != frames.element() && frame.kind() != Kind.PIECE) {
        boolean isItem = item && frame.kind() == Kind.LOOP && !frame.values.isEmpty();
        frame.values.values().forEach(read -> reads.add(isItem ? read : read.asCondition()));
        item = item && !isItem;
      }
    }
    return List.copyOf(reads);
  }

  /** Begins a piece of output, or a tag that decides about pieces inside it. */
  void enter(Kind kind, int templateLine) {
    line = templateLine;
    frames.push(new Frame(kind));
    if (Thread.currentThread().isInterrupted()) {
      throw new TemplateFailure("template-limit", "the template was stopped", line);
    }
  }

  /** Ends what was begun last. */
  void leave() {
    Frame frame = frames.pop();
    if (frame.kind() != Kind.PIECE) {
      decisions.add(frame.reads());
    }
  }

  /** Returns what is in the current piece: its own reads and those of the loops around it. */
  List<Taint> current() {
    return frames.stream().filter(f -> f.kind() != Kind.BRANCH).map(Frame::reads).toList();
  }

  /** Keeps a finished piece of output. */
  void keep(Span span) {
    spans.add(span);
  }

  /** Counts one turn of a loop, and ends the rendering when there were too many. */
  void turn() {
    frames.element().turn();
    iterations++;
    if (iterations > Limits.ITERATIONS) {
      String summary = "the template's loops take more than " + Limits.ITERATIONS + " turns";
      throw new TemplateFailure("template-limit", summary, line);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new TemplateFailure("template-limit", "the template was stopped", line);
    }
  }

  /** Remembers the name that was not found last, for the message if that turns out an error. */
  void miss(String path, String name, Collection<String> known) {
    missing = Optional.of(new Missing(path, name, new TreeSet<>(known)));
  }

  /** Returns the name that was not found last. */
  Optional<Missing> missing() {
    return missing;
  }

  /** Returns the template's line of what is being rendered. */
  int line() {
    return line;
  }

  /** Returns all pieces in the order of the output. */
  List<Span> spans() {
    return spans;
  }

  /** Returns what conditions and loops read to decide what there is at all. */
  Taint decisions() {
    return decisions;
  }

  /** Returns everything that was read. */
  Taint total() {
    return total;
  }
}
