package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.FieldPattern;
import io.deployctl.core.model.Glob;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.schema.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule of the project or a step about fields that others own.
 *
 * @param kind the objects' kind
 * @param group their API group
 * @param namespace their namespace
 * @param name their name
 * @param says which of their fields
 * @param position where it is written
 */
record IgnoreRule(
    Glob kind,
    Glob group,
    Glob namespace,
    Glob name,
    Ignored.Part says,
    Optional<SourcePosition> position) {
  /** Returns the rules of a step's settings; those of the project are among them. */
  static List<IgnoreRule> of(Settings settings) {
    List<IgnoreRule> rules = new ArrayList<>();
    for (Settings rule : settings.records("ignore")) {
      List<FieldPattern> fields = rule.texts("fields").stream().map(FieldPattern::parse).toList();
      List<Glob> managers = rule.texts("managers").stream().map(Glob::new).toList();
      rules.add(
          new IgnoreRule(
              new Glob(rule.text("kind")),
              glob(rule, "group"),
              glob(rule, "namespace"),
              glob(rule, "name"),
              new Ignored.Part(fields, managers),
              rule.position("kind")));
    }
    return List.copyOf(rules);
  }

  /**
   * Returns whether the rule is about the object.
   *
   * @param written its name as the manifest has it: a Job's gets a suffix
   */
  boolean matches(ResourceId id, String written) {
    return kind.matches(id.kind())
        && group.matches(id.group())
        && namespace.matches(id.namespace())
        && (name.matches(id.name()) || name.matches(written));
  }

  private static Glob glob(Settings rule, String key) {
    return rule.optionalText(key).map(Glob::new).orElse(Glob.ANY);
  }
}
