package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.RunId;
import java.time.Instant;

/** The stored form of a {@link Theft}. */
public final class TheftJson {
  private TheftJson() {}

  /** Returns the stored form. */
  public static byte[] write(Theft theft) {
    ObjectNode node = Records.begin();
    node.put("run", theft.run().value());
    node.put("by", theft.by());
    node.put("reason", theft.reason());
    node.put("at", theft.at().toString());
    return Records.write(node);
  }

  /**
   * Returns what the stored form says.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when the bytes are damaged, or of a
   *     newer form than this version knows
   */
  public static Theft read(byte[] bytes) {
    return Records.read(
        bytes,
        "the note on who took the lease away",
        reader ->
            new Theft(
                new RunId(reader.text("run")),
                reader.text("by"),
                reader.text("reason"),
                Instant.parse(reader.text("at"))));
  }
}
