package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;

/** Stops a stream that is nested too deep or has too many nodes, while it is being parsed. */
final class GuardedParser implements Parser {
  private final String fileName;
  private final int maximumDepth;
  private final Parser parser;
  private int depth;
  private int nodes;

  GuardedParser(String fileName, YamlSchema schema, Parser parser) {
    this.fileName = fileName;
    this.maximumDepth = schema.maximumDepth();
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event getEvent() {
    Event event = checkTag(parser.getEvent());
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        count(event);
        depth++;
        if (depth > maximumDepth) {
          throw refuse(
              event, "yaml-too-deep", "it is nested more than " + maximumDepth + " levels deep");
        }
      }
      case MappingEnd, SequenceEnd -> depth--;
      case Scalar, Alias -> count(event);
      default -> {
        // Streams and documents begin and end.
      }
    }
    return event;
  }

  private Event checkTag(Event event) {
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
    if (tag != null && (tag.isEmpty() || !tag.strip().equals(tag))) {
      throw refuse(event, "yaml-tag", "a tag is malformed");
    }
    // The tag `!` makes a text of whatever follows; the composer would drop it.
    return event instanceof ScalarEvent scalar && "!".equals(tag)
        ? new ScalarEvent(
            scalar.getAnchor(),
            Tag.STR.getValue(),
            scalar.getImplicit(),
            scalar.getValue(),
            scalar.getStartMark(),
            scalar.getEndMark(),
            scalar.getScalarStyle())
        : event;
  }

  private void count(Event event) {
    nodes++;
    if (nodes > YamlReader.MAXIMUM_NODES) {
      throw refuse(
          event, "yaml-too-large", "it has more than " + YamlReader.MAXIMUM_NODES + " values");
    }
  }

  private DeployctlException refuse(Event event, String code, String reason) {
    Mark mark = event.getStartMark();
    return DeployctlException.invalid(
        Diagnostic.error(code, "can't read " + fileName + ": " + reason)
            .at(SyntaxProblem.position(fileName, mark)));
  }
}
