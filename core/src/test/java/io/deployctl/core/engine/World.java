package io.deployctl.core.engine;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.spi.Unfinished;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A target made of named texts, what was done to it, and how steps are told to behave. */
final class World {
  static final String NAMESPACE = "shop";

  /** What is there: {@code ConfigMap/a} and its text. */
  final SortedMap<String, String> live = new ConcurrentSkipListMap<>();

  /** What is there and is somebody else's until it is taken over. */
  final Set<String> strangers = ConcurrentHashMap.newKeySet();

  /** What is somebody's who would mind. */
  final Set<String> guarded = ConcurrentHashMap.newKeySet();

  /** Every act in its order: {@code create ConfigMap/a}. */
  final List<String> acts = Collections.synchronizedList(new ArrayList<>());

  /** What steps were told of what an earlier run began in them. */
  final Map<String, Unfinished> unfinished = new ConcurrentHashMap<>();

  private final Map<StepId, StepScript> scripts = new ConcurrentHashMap<>();

  /** Returns how the step behaves, to be changed. */
  StepScript step(String name) {
    return scripts.computeIfAbsent(new StepId(name), id -> new StepScript());
  }

  StepScript script(StepId step) {
    return step(step.name());
  }

  /** Forgets what was done and how steps behave; what is there stays. */
  void calmDown() {
    acts.clear();
    scripts.clear();
  }

  static ResourceId id(String key) {
    int slash = key.indexOf('/');
    return new ResourceId("", key.substring(0, slash), NAMESPACE, key.substring(slash + 1));
  }

  static String key(ResourceId id) {
    return id.kind() + "/" + id.name();
  }
}
