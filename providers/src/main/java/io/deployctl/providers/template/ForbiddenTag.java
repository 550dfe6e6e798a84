package io.deployctl.providers.template;

import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.tokenParser.TokenParser;

/** A tag of Pebble that has no place here; using it is an error that says so. */
final class ForbiddenTag implements TokenParser {
  private final String tag;

  ForbiddenTag(String tag) {
    this.tag = tag;
  }

  @Override
  public String getTag() {
    return tag;
  }

  @Override
  public RenderableNode parse(Token token, Parser parser) {
    throw new TemplateFailure(
        "template-forbidden",
        "the tag `" + tag + "` is not available in templates: a template stands for itself",
        token.getLineNumber());
  }
}
