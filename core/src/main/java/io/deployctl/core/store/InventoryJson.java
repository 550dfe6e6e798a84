package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.IdentityJson;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.value.KeyedTag;

/** The stored form of an {@link Inventory}: its entries sorted by identity. */
public final class InventoryJson {
  private InventoryJson() {}

  /** Returns the inventory's stored form. */
  public static byte[] write(Inventory inventory) {
    ObjectNode node = Records.begin();
    put(node, inventory);
    return Records.write(node);
  }

  /**
   * Returns the inventory of the given stored form.
   *
   * @param source what it is, for messages: {@code the inventory}
   * @throws io.deployctl.core.diagnostic.DeployctlException when the bytes are damaged, or of a
   *     newer form than this version knows
   */
  public static Inventory read(byte[] bytes, String source) {
    return Records.read(bytes, source, InventoryJson::inventory);
  }

  static void put(ObjectNode node, Inventory inventory) {
    ArrayNode entries = node.putArray("entries");
    inventory.entries().values().forEach(entry -> putEntry(entries.addObject(), entry));
  }

  static Inventory inventory(RecordReader reader) {
    return Inventory.EMPTY.with(
        reader.objects("entries").stream().map(InventoryJson::entry).toList());
  }

  private static void putEntry(ObjectNode node, InventoryEntry entry) {
    node.setAll(IdentityJson.resource(entry.id()));
    node.put("apiVersion", entry.apiVersion());
    node.put("step", entry.step().name());
    entry.uid().ifPresent(uid -> node.put("uid", uid));
    entry.desired().ifPresent(tag -> node.put("desired", tag.value()));
    entry.live().ifPresent(tag -> node.put("live", tag.value()));
  }

  private static InventoryEntry entry(RecordReader reader) {
    return new InventoryEntry(
        IdentityJson.resource(reader),
        reader.text("apiVersion"),
        new StepId(reader.text("step")),
        reader.optionalText("uid"),
        reader.optionalText("desired").map(KeyedTag::new),
        reader.optionalText("live").map(KeyedTag::new));
  }
}
