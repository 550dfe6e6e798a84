package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.release.EnvironmentIdentity;
import java.util.HexFormat;

/**
 * What never changes of a {@link DirectoryEnvironmentStore}: identity and key, in one file, so that
 * of two first runs one gives both.
 *
 * @param identity which environment
 * @param key its key
 */
record DirectoryIdentity(EnvironmentIdentity identity, EnvironmentKey key) {
  byte[] write() {
    ObjectNode node = Records.begin();
    node.put("project", identity.project());
    node.put("environment", identity.environment());
    node.put("uuid", identity.uuid());
    node.put("key", HexFormat.of().formatHex(key.reveal()));
    return Records.write(node);
  }

  static DirectoryIdentity read(byte[] bytes) {
    return Records.read(
        bytes,
        "the environment's key file",
        reader ->
            new DirectoryIdentity(
                new EnvironmentIdentity(
                    reader.text("project"), reader.text("environment"), reader.text("uuid")),
                key(reader)));
  }

  // HexFormat's own message would quote what it could not read: a part of the key.
  private static EnvironmentKey key(RecordReader reader) {
    try {
      return EnvironmentKey.of(HexFormat.of().parseHex(reader.text("key")));
    } catch (IllegalArgumentException wrong) {
      throw reader.wrong("key", "is no key");
    }
  }
}
