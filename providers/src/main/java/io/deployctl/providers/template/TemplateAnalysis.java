package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.value.ValueUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds which leaves of a rendered template depend on secrets and on outputs not known yet. Two
 * ways, each for what the other can't see: the trace tells what was read for each piece of text;
 * rendering again with other values tells what moves with them, through any condition.
 */
final class TemplateAnalysis {
  private final Template template;
  private final Value.Mapping values;
  private final String file;
  private final TemplateReading real;
  private final List<Leaves> leaves;
  private final List<Set<ValuePath>> sensitive = new ArrayList<>();
  private final List<Map<ValuePath, Set<StepOutputRef>>> waiting = new ArrayList<>();
  private final List<Map<ValuePath, List<ValueUse>>> uses = new ArrayList<>();
  private final Set<StepOutputRef> shapeWaitsOn = new TreeSet<>();

  /** Prepares the analysis of the real rendering. */
  TemplateAnalysis(Template template, Value.Mapping values, String file, TemplateReading real) {
    this.template = template;
    this.values = values;
    this.file = file;
    this.real = real;
    this.leaves = real.leaves();
    leaves.forEach(
        document -> {
          sensitive.add(new HashSet<>());
          waiting.add(new HashMap<>());
          uses.add(new HashMap<>());
        });
  }

  /** Returns the leaves of each document that depend on a secret. */
  List<Set<ValuePath>> sensitive() {
    return sensitive;
  }

  /** Returns the leaves of each document that depend on outputs, with those. */
  List<Map<ValuePath, Set<StepOutputRef>>> waiting() {
    return waiting;
  }

  /** Returns the values that went into the leaves of each document, and decided that they are. */
  List<Map<ValuePath, List<ValueUse>>> uses() {
    return uses;
  }

  /** Returns the outputs that decide what documents and leaves there are. */
  Set<StepOutputRef> shapeWaitsOn() {
    return shapeWaitsOn;
  }

  /** Returns the leaves of each document. */
  List<Leaves> leaves() {
    return leaves;
  }

  /** Does the analysis. */
  void run() {
    traced();
    if (real.trace().total().isSecret()) {
      exchanged(Pass.OTHER_SECRETS);
      if (real.trace().decisions().isSecret()) {
        exchanged(Pass.LONGER_SECRETS);
      }
    }
    shapeWaitsOn.addAll(real.trace().decisions().outputs());
    if (!real.trace().total().outputs().isEmpty()) {
      awaited();
    }
    SecretTexts net = new SecretTexts(values);
    each((index, path, data) -> catchIn(net, index, path, data));
  }

  private void traced() {
    NavigableSet<Integer> starts = Leaves.starts(real.documents(), real.text()::offset);
    LeafUses used = new LeafUses();
    for (int i = 0; i < leaves.size(); i++) {
      for (Map.Entry<ValuePath, SourcePosition> place : leaves.get(i).places().entrySet()) {
        int from = real.text().offset(place.getValue());
        Integer next = starts.higher(from);
        int to = next == null ? real.text().length() : next;
        Taint taint = real.text().taint(from, to);
        List<ValueUse> found = used.of(place.getKey(), real.text().reads(from, to));
        if (!found.isEmpty()) {
          uses.get(i).put(place.getKey(), found);
        }
        if (taint.isSecret()) {
          sensitive.get(i).add(place.getKey());
        }
        if (!taint.outputs().isEmpty()) {
          waiting.get(i).put(place.getKey(), Set.copyOf(taint.outputs()));
        }
      }
    }
  }

  private void exchanged(Pass pass) {
    Optional<List<Leaves>> other = again(pass);
    if (other.isEmpty() || other.get().size() != leaves.size()) {
      // Which leaf depends on a secret can't be told, so all are taken to.
      each((index, path, data) -> markUnlessIdentity(index, path));
      return;
    }
    for (int i = 0; i < leaves.size(); i++) {
      Leaves mine = leaves.get(i);
      Leaves theirs = other.get().get(i);
      refuseSecretNames(mine, theirs, pass);
      for (ValuePath path : mine.values().keySet()) {
        if (mine.differs(path, theirs)) {
          sensitive.get(i).add(path);
        }
      }
    }
  }

  private void refuseSecretNames(Leaves mine, Leaves theirs, Pass pass) {
    boolean renamed =
        pass == Pass.OTHER_SECRETS
            && !mine.values().keySet().containsAll(theirs.values().keySet())
            && !theirs.values().keySet().containsAll(mine.values().keySet());
    if (mine.isSameObject(theirs) && !renamed) {
      return;
    }
    SourcePosition place =
        mine.places().values().stream().findFirst().orElse(SourcePosition.ofFile(file));
    throw DeployctlException.invalid(
        Diagnostic.error(
                "secret-in-name",
                "can't render "
                    + file
                    + ": the text of a secret decides "
                    + (renamed ? "the keys of a document" : "which object a document is"))
            .at(real.templatePlace(place))
            .hint("Keys, kinds and names are shown in plans; keep secrets out of them"));
  }

  private void markUnlessIdentity(int index, ValuePath path) {
    if (!Leaves.isIdentity(path)) {
      sensitive.get(index).add(path);
    }
  }

  private void awaited() {
    Set<StepOutputRef> all = real.trace().total().outputs();
    Optional<List<Leaves>> other = again(Pass.OTHER_OUTPUTS);
    if (other.isEmpty() || other.get().size() != leaves.size()) {
      shapeWaitsOn.addAll(all);
      return;
    }
    for (int i = 0; i < leaves.size(); i++) {
      Leaves mine = leaves.get(i);
      Leaves theirs = other.get().get(i);
      if (!mine.isSameObject(theirs) || !mine.isSameShape(theirs)) {
        shapeWaitsOn.addAll(all);
      }
      for (ValuePath path : mine.values().keySet()) {
        if (mine.differs(path, theirs)) {
          waiting.get(i).putIfAbsent(path, Set.copyOf(all));
        }
      }
    }
  }

  private Optional<List<Leaves>> again(Pass pass) {
    try {
      return Optional.of(new TemplateReading(file, template.render(pass, values)).leaves());
    } catch (Template.Failed | DeployctlException failed) {
      // The real rendering went through; that this one does not is a finding, no error.
      return Optional.empty();
    }
  }

  private void catchIn(SecretTexts net, int index, ValuePath path, Optional<Object> data) {
    if (net.isIn(data.orElse(null))) {
      sensitive.get(index).add(path);
    }
    if (path.segments().stream().anyMatch(net::isIn)) {
      throw DeployctlException.invalid(
          Diagnostic.error("secret-in-name", "can't render " + file + ": a secret is part of a key")
              .at(real.templatePlace(leaves.get(index).places().get(path)))
              .hint("Keys are shown in plans; keep secrets out of them"));
    }
  }

  private interface LeafVisitor {
    void visit(int index, ValuePath path, Optional<Object> data);
  }

  private void each(LeafVisitor visitor) {
    for (int i = 0; i < leaves.size(); i++) {
      for (Map.Entry<ValuePath, Optional<Object>> leaf : leaves.get(i).values().entrySet()) {
        visitor.visit(i, leaf.getKey(), leaf.getValue());
      }
    }
  }
}
