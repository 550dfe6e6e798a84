package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules about fields of others that a step's objects answer to. */
final class RuleBook {
  private final List<IgnoreRule> rules;
  private final IgnoreUse use;
  private final Map<ResourceId, List<IgnoreRule>> found = new TreeMap<>();

  /**
   * Makes one.
   *
   * @param use learns which rules are of use
   */
  RuleBook(List<IgnoreRule> rules, IgnoreUse use) {
    this.rules = rules;
    this.use = use;
    use.begin(rules);
  }

  /** Returns the manifest with the fields that are left to others. */
  Manifest ruled(Manifest manifest, Manifest written) {
    List<IgnoreRule> about =
        rules.stream().filter(rule -> rule.matches(manifest.id(), written.id().name())).toList();
    if (about.isEmpty()) {
      return manifest;
    }
    found.put(manifest.id(), about);
    return manifest.ignoring(new Ignored(about.stream().map(IgnoreRule::says).toList()));
  }

  /**
   * Notes which rules were of use, once the live objects are known.
   *
   * @param all whether the manifests are all that the step will have
   */
  void conclude(List<Desired> desired, Map<ResourceId, ObjectNode> live, boolean all) {
    for (Desired one : desired) {
      Manifest manifest = one.manifest();
      for (IgnoreRule rule : found.getOrDefault(manifest.id(), List.of())) {
        use.use(rule, manifest.body(), Optional.ofNullable(live.get(manifest.id())));
      }
    }
    if (all) {
      use.end(rules);
    }
  }
}
