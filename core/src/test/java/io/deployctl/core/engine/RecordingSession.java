package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Compares a step's texts with the world's, and changes the world act by act. */
final class RecordingSession implements Session {
  private static final Set<String> PROTECTED = Set.of("Namespace", "PersistentVolumeClaim");

  private final World world;
  private final StepScope scope;
  private final String provider;
  private final boolean check;
  private final Runnable onClose;
  private final StepScript script;

  RecordingSession(World world, StepScope scope, String provider, boolean check, Runnable onClose) {
    this.world = world;
    this.scope = scope;
    this.provider = provider;
    this.check = check;
    this.onClose = onClose;
    this.script = world.script(scope.step());
    world.unfinished.remove(scope.step().name());
    scope.unfinished().ifPresent(doubt -> world.unfinished.put(scope.step().name(), doubt));
  }

  @Override
  public Planned plan(Request request) {
    if (script.thrownAtPlan.isPresent()) {
      throw script.thrownAtPlan.get();
    }
    if (script.refusal.isPresent()) {
      return new Planned.Refused(List.of(Diagnostic.error("refused", script.refusal.get())));
    }
    if (request instanceof Request.Prune prune) {
      return ready(pruned(prune), Map.of(), Set.of());
    }
    if (request instanceof Request.Remove remove) {
      return ready(deletions(objects(remove.restoration()).keySet()), Map.of(), Set.of());
    }
    if (request instanceof Request.Adopt adopt) {
      return planAdoption(adopt);
    }
    if (request instanceof Request.Dissolve) {
      return ready(List.of(effect(Verb.DELETE, World.id("Release/old"))), Map.of(), Set.of());
    }
    if (request instanceof Request.Restore restore) {
      return planObjects(objects(restore.restoration()), Map.of());
    }
    return planDeploy();
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    if (script.thrownAtExecute.isPresent()) {
      throw script.thrownAtExecute.get();
    }
    SortedMap<String, String> wanted = parse(plan.payload().get("objects"));
    List<InventoryEntry> owned = new ArrayList<>();
    Set<ResourceId> gone = goneAlready();
    int number = 0;
    for (Effect effect : plan.effects()) {
      number++;
      try {
        gate.act(effect, act(effect, wanted, number));
      } catch (StoppedException stopped) {
        return result(StepResult.End.CANCELLED, wanted, owned, gone, List.of());
      } catch (Exception failed) {
        return result(
            StepResult.End.FAILED,
            wanted,
            owned,
            gone,
            List.of(Diagnostic.error("act-failed", failed.getMessage())));
      }
      if (effect.verb() == Verb.DELETE) {
        effect.resource().ifPresent(gone::add);
      } else if (effect.resource().isPresent() && !check) {
        owned.add(entry(effect.resource().get()));
      }
    }
    plan.claims().forEach(id -> owned.add(entry(id)));
    return result(StepResult.End.SUCCEEDED, wanted, owned, gone, List.of());
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    if (script.neverProven) {
      return plan.effects();
    }
    SortedMap<String, String> wanted = parse(plan.payload().get("objects"));
    return plan.effects().stream()
        .filter(effect -> effect.resource().isPresent())
        .filter(
            effect -> {
              String key = World.key(effect.resource().get());
              return effect.verb() == Verb.DELETE
                  ? world.live.containsKey(key)
                  : world.strangers.contains(key) || !wanted.get(key).equals(world.live.get(key));
            })
        .toList();
  }

  @Override
  public void close() {
    onClose.run();
  }

  private Planned planDeploy() {
    SortedMap<String, String> texts = new TreeMap<>();
    Map<String, Set<StepOutputRef>> waits = new HashMap<>();
    Value objects = scope.settings().mapping().entries().get("objects");
    ((Value.Mapping) objects)
        .entries()
        .forEach(
            (key, value) -> {
              if (value instanceof Value.Unknown unknown) {
                waits.put(key, unknown.waitsOn());
                texts.put(key, "?");
              } else if (value instanceof Value.Secret secret) {
                texts.put(key, secret.text().reveal());
              } else {
                texts.put(key, ((Value.Scalar) value).text());
              }
            });
    return planObjects(texts, waits);
  }

  private Planned planAdoption(Request.Adopt adopt) {
    SortedMap<String, String> found = new TreeMap<>();
    List<Effect> effects = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    Set<ResourceId> claims = new HashSet<>();
    ((Value.Mapping) scope.settings().mapping().entries().get("objects"))
        .entries()
        .keySet()
        .forEach(
            key -> {
              ResourceId id = World.id(key);
              if (!adopt.rules().concerns(id.address())) {
                return;
              }
              if (!world.live.containsKey(key)) {
                verdicts.add(Verdict.absent(id.address()));
              } else if (world.guarded.contains(key)) {
                verdicts.add(Verdict.refused(id.address(), "belongs to somebody", "ask him"));
              } else if (world.strangers.contains(key)) {
                found.put(key, world.live.get(key));
                effects.add(effect(Verb.ADOPT, id));
                claims.add(id);
              } else {
                verdicts.add(Verdict.ours(id.address()));
              }
            });
    return ((Planned.Ready) ready(effects, found, Set.of(), claims)).with(verdicts);
  }

  private Planned planObjects(
      SortedMap<String, String> texts, Map<String, Set<StepOutputRef>> waits) {
    List<Effect> effects = new ArrayList<>();
    Set<ResourceId> claims = new HashSet<>();
    texts.forEach(
        (key, text) -> {
          ResourceId id = World.id(key);
          if (check) {
            effects.add(effect(Verb.READ, id));
            return;
          }
          claims.add(id);
          Optional<String> before = Optional.ofNullable(world.live.get(key));
          Set<StepOutputRef> waiting = waits.getOrDefault(key, Set.of());
          if (!waiting.isEmpty() || !before.equals(Optional.of(text))) {
            effects.add(change(id, before, text, waiting));
          } else if (world.strangers.contains(key)) {
            effects.add(effect(Verb.ADOPT, id));
          }
        });
    return ready(
        effects,
        texts,
        waits.values().stream().collect(HashSet::new, Set::addAll, Set::addAll),
        claims);
  }

  private Effect change(
      ResourceId id, Optional<String> before, String text, Set<StepOutputRef> waiting) {
    Leaf after = waiting.isEmpty() ? Leaf.Literal.of(text) : new Leaf.Waiting(waiting);
    Effect effect = effect(before.isPresent() ? Verb.UPDATE : Verb.CREATE, id);
    return effect
        .withWaits(waiting)
        .withUndo(script.oneWay ? Undo.oneWay("everything") : Undo.REVERSIBLE)
        .withChanges(
            List.of(
                new FieldChange(
                    "text", before.map(Leaf.Literal::of), Optional.of(after), Optional.empty())));
  }

  private Planned ready(List<Effect> effects, Map<String, String> texts, Set<StepOutputRef> waits) {
    return ready(effects, texts, waits, Set.of());
  }

  private Planned ready(
      List<Effect> effects,
      Map<String, String> texts,
      Set<StepOutputRef> waits,
      Set<ResourceId> claims) {
    boolean deferred =
        script.deferredUntil.isPresent() && !world.live.containsKey(script.deferredUntil.get());
    Map<String, Boolean> declared = new HashMap<>();
    script.outputs.keySet().forEach(name -> declared.put(name, false));
    TreeMap<String, Content> payload = new TreeMap<>();
    payload.put("objects", content(texts));
    StepPlan plan =
        new StepPlan(
            scope.step(),
            provider,
            1,
            payload,
            deferred ? List.of() : effects,
            script.claimsIncomplete || deferred ? Set.of() : claims,
            !script.claimsIncomplete && !deferred,
            waits,
            deferred ? Optional.of("waits for " + script.deferredUntil.get()) : Optional.empty(),
            declared,
            Digest.of(texts.toString()));
    String identity = provider.equals("manifests") || check ? "" : provider + ":" + scope.step();
    return new Planned.Ready(
        plan, identity, List.of(), script.outputsKnownAtPlan ? script.outputs : Map.of());
  }

  private List<Effect> pruned(Request.Prune prune) {
    return deletions(
        prune.objects().stream()
            .map(InventoryEntry::id)
            .filter(id -> !PROTECTED.contains(id.kind()) || world.step("prune").oneWay)
            .map(World::key)
            .toList());
  }

  private List<Effect> deletions(Iterable<String> keys) {
    List<Effect> effects = new ArrayList<>();
    for (String key : keys) {
      if (world.live.containsKey(key)) {
        effects.add(effect(Verb.DELETE, World.id(key)).withUndo(Undo.withLoss("its text")));
      }
    }
    return effects;
  }

  private Set<ResourceId> goneAlready() {
    Set<ResourceId> gone = new HashSet<>();
    scope
        .inventory()
        .entries()
        .keySet()
        .forEach(
            id -> {
              boolean pruning =
                  scope.previous().isEmpty() && !scope.inventory().entries().isEmpty();
              if (pruning
                  && scope.settings().mapping().entries().isEmpty()
                  && !world.live.containsKey(World.key(id))) {
                gone.add(id);
              }
            });
    return gone;
  }

  private Callable<Void> act(Effect effect, Map<String, String> wanted, int number) {
    return () -> change(effect, wanted, number);
  }

  private Void change(Effect effect, Map<String, String> wanted, int number) throws Exception {
    script.onAct.run(effect);
    if (number == script.failingAct || (check && script.failingCheck)) {
      throw new IllegalStateException("the server said no to " + effect.address());
    }
    String key = World.key(effect.resource().orElseThrow());
    world.acts.add(effect.verb().word() + " " + key);
    if (effect.verb() == Verb.DELETE) {
      world.live.remove(key);
    } else if (effect.verb().isAct()) {
      world.live.put(key, wanted.get(key));
      world.strangers.remove(key);
    }
    return null;
  }

  private StepResult result(
      StepResult.End end,
      Map<String, String> wanted,
      List<InventoryEntry> owned,
      Set<ResourceId> gone,
      List<Diagnostic> diagnostics) {
    boolean good = end == StepResult.End.SUCCEEDED;
    TreeMap<String, Content> payload = new TreeMap<>(Map.of("objects", content(wanted)));
    return new StepResult(
        end,
        good ? script.outputs : Map.of(),
        good && !wanted.isEmpty()
            ? Optional.of(new Restoration(provider, 1, payload))
            : Optional.empty(),
        owned,
        gone,
        diagnostics);
  }

  private InventoryEntry entry(ResourceId id) {
    return new InventoryEntry(
        id,
        "v1",
        scope.step(),
        Optional.of("uid-" + World.key(id)),
        Optional.empty(),
        Optional.empty());
  }

  private Effect effect(Verb verb, ResourceId id) {
    return new Effect(
        World.key(id),
        verb,
        id.address(),
        Optional.of(id),
        List.of(),
        Undo.REVERSIBLE,
        Optional.empty(),
        Set.of(),
        !script.notRepeatable,
        List.of());
  }

  private static Content content(Map<String, String> texts) {
    StringBuilder lines = new StringBuilder();
    texts.forEach((key, text) -> lines.append(key).append('=').append(text).append('\n'));
    return Content.sealed(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static SortedMap<String, String> objects(Restoration restoration) {
    return parse(restoration.payload().get("objects"));
  }

  private static SortedMap<String, String> parse(Content content) {
    SortedMap<String, String> texts = new TreeMap<>();
    new String(content.bytes(), StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              texts.put(line.substring(0, equals), line.substring(equals + 1));
            });
    return texts;
  }
}
