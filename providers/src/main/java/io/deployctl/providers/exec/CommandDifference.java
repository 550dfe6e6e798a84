package io.deployctl.providers.exec;

import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Tagger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Shows why a command is run: what of it is not as it was when it ran last. */
final class CommandDifference {
  private final Tagger tagger;

  CommandDifference(Tagger tagger) {
    this.tagger = tagger;
  }

  /** Returns what differs; nothing where it never ran, for then all of it does. */
  List<FieldChange> between(Optional<ExecCommand> before, ExecCommand now) {
    if (before.isEmpty()) {
      return List.of();
    }
    ExecCommand old = before.get();
    List<FieldChange> changes = new ArrayList<>();
    compare(
        "",
        Map.of("command", old.toString()),
        Map.of("command", now.toString()),
        this::open,
        changes);
    compare(
        "",
        Map.of("directory", old.directory()),
        Map.of("directory", now.directory()),
        this::open,
        changes);
    compare("env.", old.variables(), now.variables(), this::open, changes);
    compare("env.", old.counted(), now.counted(), this::hidden, changes);
    compare("inputs.", old.inputs(), now.inputs(), this::open, changes);
    return changes;
  }

  private void compare(
      String prefix,
      Map<String, String> old,
      Map<String, String> now,
      Function<String, Leaf> leaf,
      List<FieldChange> changes) {
    Set<String> keys = new TreeSet<>(new TreeMap<>(old).keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      Optional<String> was = Optional.ofNullable(old.get(key));
      Optional<String> is = Optional.ofNullable(now.get(key));
      if (!was.equals(is)) {
        changes.add(new FieldChange(prefix + key, was.map(leaf), is.map(leaf), Optional.empty()));
      }
    }
  }

  private Leaf open(String text) {
    return Leaf.Literal.of(text);
  }

  private Leaf hidden(String text) {
    return new Leaf.Sensitive(tagger.tag(text));
  }
}
