package io.deployctl.cli.view.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;

/** A stream that programs read. Safe for several threads. */
final class JsonPage {
  private static final ObjectWriter COMPACT = new ObjectMapper().writer();
  private static final ObjectWriter PRETTY = COMPACT.withDefaultPrettyPrinter();

  private final PrintStream stream;

  JsonPage(PrintStream stream) {
    this.stream = requireNonNull(stream, "stream is null");
  }

  /** Returns an empty document of the given form, version 1. */
  static ObjectNode document(String form) {
    return JsonNodeFactory.instance.objectNode().put("schema", "deployctl/" + form + "/v1");
  }

  /** Prints a document over several lines. */
  void document(ObjectNode node) {
    print(PRETTY, node);
  }

  /** Prints one object on one line, and shows it at once. */
  void line(ObjectNode node) {
    print(COMPACT, node);
  }

  private synchronized void print(ObjectWriter writer, ObjectNode node) {
    try {
      stream.print(writer.writeValueAsString(node) + "\n");
      stream.flush();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", impossible);
    }
  }
}
