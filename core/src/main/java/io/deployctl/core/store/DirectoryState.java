package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.Digest;
import io.deployctl.core.release.Inventory;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything of a {@link DirectoryEnvironmentStore} that changes, in one file, so that one rename
 * switches all of it at once.
 *
 * @param index the environment's index
 * @param inventory its objects
 * @param records the digest of each kept release's record, by release number
 */
record DirectoryState(
    EnvironmentIndex index, Inventory inventory, SortedMap<Integer, Digest> records) {
  DirectoryState {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
  }

  byte[] write() {
    ObjectNode node = Records.begin();
    IndexJson.put(node.putObject("index"), index);
    InventoryJson.put(node.putObject("inventory"), inventory);
    ObjectNode digests = node.putObject("records");
    records.forEach((number, digest) -> digests.put(number.toString(), digest.value()));
    return Records.write(node);
  }

  static DirectoryState read(byte[] bytes) {
    return Records.read(
        bytes,
        "the environment's index",
        reader ->
            new DirectoryState(
                IndexJson.index(reader.object("index")),
                InventoryJson.inventory(reader.object("inventory")),
                records(reader.textMap("records"))));
  }

  private static SortedMap<Integer, Digest> records(Map<String, String> texts) {
    SortedMap<Integer, Digest> records = new TreeMap<>();
    texts.forEach((number, digest) -> records.put(Integer.valueOf(number), new Digest(digest)));
    return records;
  }
}
