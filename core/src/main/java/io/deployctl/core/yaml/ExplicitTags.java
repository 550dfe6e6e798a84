package io.deployctl.core.yaml;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Leaves it to {@link ScalarRules} what plain scalars mean: marks them as plain, and everything
 * else that has no tag as what it is.
 */
final class ExplicitTags extends Resolver {
  /** The mark of a plain scalar without a tag. No document can write it: it is no URI. */
  static final Tag PLAIN = new Tag("plain scalar");

  @Override
  protected void addImplicitResolvers() {
    // None: no regular expression is tried on any scalar.
  }

  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    return switch (kind) {
      case scalar -> implicit ? PLAIN : Tag.STR;
      case sequence -> Tag.SEQ;
      case mapping, anchor -> Tag.MAP;
    };
  }
}
