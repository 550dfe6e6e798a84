package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
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

  private record Frame(Kind kind, Taint reads) {}

  /** Starts an empty trace. */
  Trace() {
    frames.push(new Frame(Kind.PIECE, new Taint()));
  }

  /** Notes that a value was read for whatever is being made right now. */
  void read(Value value) {
    frames.element().reads().add(value);
    total.add(value);
  }

  /** Notes that something with the given taint was read. */
  void read(Taint taint) {
    frames.element().reads().add(taint);
    total.add(taint);
  }

  /** Begins a piece of output, or a tag that decides about pieces inside it. */
  void enter(Kind kind, int templateLine) {
    line = templateLine;
    frames.push(new Frame(kind, new Taint()));
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
