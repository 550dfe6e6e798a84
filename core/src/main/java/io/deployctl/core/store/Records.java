package io.deployctl.core.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.release.Release;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** What all stored records share: JSON with a version, bounded depth, and clear refusals. */
final class Records {
  private static final JsonMapper MAPPER = Json.mapper();

  private static final String VERSION_FIELD = "schema";

  private Records() {}

  /** Returns a new record that begins with its version. */
  static ObjectNode begin() {
    return object().put(VERSION_FIELD, Release.SCHEMA);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns the record's bytes, its fields in the order in which they were put. */
  static byte[] write(ObjectNode record) {
    return Json.bytes(record);
  }

  /**
   * Reads a record.
   *
   * @param source what it is, for messages: {@code release 3}
   * @throws DeployctlException when the bytes are no such record, or one of a newer form
   */
  static <T> T read(byte[] bytes, String source, Function<RecordReader, T> read) {
    try {
      RecordReader reader = new RecordReader(MAPPER.readTree(bytes), "");
      int version = reader.integer(VERSION_FIELD);
      if (version > Release.SCHEMA) {
        throw newer(source, version);
      }
      return read.apply(reader);
    } catch (JsonProcessingException noJson) {
      throw unreadable(source, "it is no valid JSON (" + noJson.getOriginalMessage() + ")");
    } catch (IOException impossible) {
      throw unreadable(source, "it can't be read");
    } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
      throw unreadable(source, wrong.getMessage());
    }
  }

  /** Puts fields that this version does not know behind those that it does. */
  static void putRest(ObjectNode record, Map<String, Object> rest) {
    rest.forEach((key, value) -> record.set(key, MAPPER.valueToTree(value)));
  }

  private static DeployctlException newer(String source, int version) {
    return DeployctlException.failed(
        Diagnostic.error(
                "newer-record",
                source + " was written by a newer deployctl, in a form that this one doesn't know")
            .detail("record version " + version + ", known up to " + Release.SCHEMA)
            .hint("use the deployctl version that the others use, or a later one"));
  }

  private static DeployctlException unreadable(String source, String why) {
    return DeployctlException.failed(
        Diagnostic.error("unreadable-record", source + " in the environment's state is damaged")
            .detail(why)
            .hint(StateAdvice.WAYS_ON));
  }
}
