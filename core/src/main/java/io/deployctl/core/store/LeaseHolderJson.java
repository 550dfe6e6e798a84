package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.RunId;
import java.time.Instant;

/** The stored form of a {@link LeaseHolder}. */
public final class LeaseHolderJson {
  private LeaseHolderJson() {}

  /** Returns the holder's stored form. */
  public static byte[] write(LeaseHolder holder) {
    ObjectNode node = Records.begin();
    node.put("run", holder.run().value());
    node.put("actor", holder.actor());
    node.put("purpose", holder.purpose());
    node.put("commit", holder.commit());
    holder.ciLink().ifPresent(link -> node.put("ciLink", link));
    node.put("since", holder.since().toString());
    return Records.write(node);
  }

  /**
   * Returns the holder of the given stored form.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when the bytes are damaged, or of a
   *     newer form than this version knows
   */
  public static LeaseHolder read(byte[] bytes) {
    return Records.read(
        bytes,
        "the lease's holder",
        reader ->
            new LeaseHolder(
                new RunId(reader.text("run")),
                reader.text("actor"),
                reader.text("purpose"),
                reader.text("commit"),
                reader.optionalText("ciLink"),
                Instant.parse(reader.text("since"))));
  }
}
