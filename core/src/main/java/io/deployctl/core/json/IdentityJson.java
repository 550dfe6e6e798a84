package io.deployctl.core.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What names objects and outputs, in stored records. */
public final class IdentityJson {
  private IdentityJson() {}

  /** Returns the object's stored form. */
  public static ObjectNode resource(ResourceId id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", id.group())
        .put("kind", id.kind())
        .put("namespace", id.namespace())
        .put("name", id.name());
  }

  /** Returns the object of a stored form. */
  public static ResourceId resource(RecordReader reader) {
    return new ResourceId(
        reader.text("group"), reader.text("kind"), reader.text("namespace"), reader.text("name"));
  }

  /** Returns the outputs' stored form, sorted. */
  public static ArrayNode refs(Collection<StepOutputRef> refs) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (StepOutputRef ref : new TreeSet<>(refs)) {
      array.addObject().put("step", ref.step().name()).put("output", ref.output());
    }
    return array;
  }

  /** Returns the outputs of a stored form. */
  public static Set<StepOutputRef> refs(List<RecordReader> readers) {
    Set<StepOutputRef> refs = new TreeSet<>();
    readers.forEach(
        ref -> refs.add(new StepOutputRef(new StepId(ref.text("step")), ref.text("output"))));
    return refs;
  }
}
