package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;

/** Where content is found, inside the stored form of a release. */
final class ContentRefJson {
  private ContentRefJson() {}

  static ObjectNode write(ContentRef reference) {
    return Records.object()
        .put("digest", reference.digest().value())
        .put("placement", reference.placement().word())
        .put("size", reference.size());
  }

  static ContentRef read(RecordReader reader) {
    return new ContentRef(
        new Digest(reader.text("digest")),
        Placement.parse(reader.text("placement")),
        reader.integer("size"));
  }
}
