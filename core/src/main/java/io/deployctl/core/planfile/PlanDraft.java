package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.container.Container;
import io.deployctl.core.container.SealedEntries;
import io.deployctl.core.json.Json;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Zipped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan written down, which lacks only its environment's key to be a file: most of the work of
 * making one, for who has to wait for the key.
 */
public final class PlanDraft {
  static final String PLAN = "plan.json.gz";
  static final String RECIPE = "recipe";
  static final String SOURCE = "source";

  private final byte[] record;
  private final Map<String, Content> contents;

  private PlanDraft(byte[] record, Map<String, Content> contents) {
    this.record = record;
    this.contents = Collections.unmodifiableMap(contents);
  }

  /** Writes a plan down. */
  public static PlanDraft of(SealedPlan plan) {
    Map<String, Content> contents = new LinkedHashMap<>();
    contents.put(RECIPE, Content.sealed(Json.bytes(RecipeJson.write(plan.recipe()))));
    contents.put(SOURCE, plan.source());
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.set("head", HeadJson.write(plan.head()));
    contents.forEach((name, content) -> record.put(name, content.digest().value()));
    ArrayNode steps = record.putArray("steps");
    for (SealedStep step : plan.steps()) {
      for (Content content : step.plan().payload().values()) {
        contents.put(SealedEntries.name(content.digest(), content.placement()), content);
      }
      steps.add(StepJson.write(step));
    }
    return new PlanDraft(Zipped.pack(Json.bytes(record)), contents);
  }

  /** Returns the bytes of the file under the environment's key. */
  public byte[] sealedUnder(EnvironmentKey key) {
    SealedEntries entries = new SealedEntries(new TreeMap<>(), key.sealing());
    contents.forEach(entries::put);
    SortedMap<String, byte[]> all = entries.with(PLAN, record);
    return Container.write(Damage.FORM, all, seal(Container.id(all), key));
  }

  static Container.Seal seal(Digest id, EnvironmentKey key) {
    return new Container.Seal(key.tagger().tag("deployctl plan file v1 " + id.value()).value());
  }
}
