package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValueUse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where fields came from, in stored form. What is at its default is left out: there are many. */
final class OriginJson {
  private OriginJson() {}

  static ObjectNode write(FieldOrigin origin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", origin.kind().name());
    origin.place().ifPresent(place -> place(node, place));
    if (origin.exact() != origin.place().isPresent()) {
      node.put("exact", origin.exact());
    }
    origin.remark().ifPresent(remark -> node.put("remark", remark));
    if (!origin.values().isEmpty()) {
      ArrayNode values = node.putArray("values");
      origin.values().forEach(use -> values.add(use(use)));
    }
    return node;
  }

  static FieldOrigin read(RecordReader reader) {
    Optional<SourcePosition> place = place(reader);
    return new FieldOrigin(
        FieldOrigin.Kind.valueOf(reader.text("kind")),
        place,
        has(reader, "exact") ? reader.flag("exact") : place.isPresent(),
        objects(reader, "values").stream().map(OriginJson::use).toList(),
        reader.optionalText("remark"));
  }

  private static ObjectNode use(ValueUse use) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", use.name()).put("role", use.role().name());
    ArrayNode origins = node.putArray("origins");
    use.origins().forEach(origin -> origins.add(origin(origin)));
    return node;
  }

  private static ValueUse use(RecordReader reader) {
    Set<Origin> origins = new LinkedHashSet<>();
    reader.objects("origins").forEach(origin -> origins.add(origin(origin)));
    return new ValueUse(reader.text("name"), ValueUse.Role.valueOf(reader.text("role")), origins);
  }

  private static ObjectNode origin(Origin origin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (origin instanceof Origin.Layer layer) {
      place(node.put("layer", layer.layer()), layer.position());
    } else if (origin instanceof Origin.Variable variable) {
      node.put("variable", variable.name());
    } else if (origin instanceof Origin.Flag flag) {
      node.put("option", flag.option());
    } else if (origin instanceof Origin.Secret secret) {
      node.put("secret", secret.source());
    } else if (origin instanceof Origin.StepOutput output) {
      node.put("step", output.ref().step().name()).put("output", output.ref().output());
    } else if (origin instanceof Origin.EarlierRelease release) {
      node.put("release", release.number());
    } else {
      node.put("builtIn", ((Origin.BuiltIn) origin).what());
    }
    return node;
  }

  private static Origin origin(RecordReader reader) {
    if (has(reader, "layer")) {
      return new Origin.Layer(
          reader.text("layer"),
          place(reader).orElseThrow(() -> reader.wrong("file", "is missing")));
    }
    if (has(reader, "variable")) {
      return new Origin.Variable(reader.text("variable"));
    }
    if (has(reader, "option")) {
      return new Origin.Flag(reader.text("option"));
    }
    if (has(reader, "secret")) {
      return new Origin.Secret(reader.text("secret"));
    }
    if (has(reader, "output")) {
      StepId step = new StepId(reader.text("step"));
      return new Origin.StepOutput(new StepOutputRef(step, reader.text("output")));
    }
    return has(reader, "release")
        ? new Origin.EarlierRelease(reader.integer("release"))
        : new Origin.BuiltIn(reader.text("builtIn"));
  }

  private static void place(ObjectNode node, SourcePosition place) {
    node.put("file", place.file());
    if (place.line() > 0) {
      node.put("line", place.line());
    }
    if (place.column() > 0) {
      node.put("column", place.column());
    }
  }

  private static Optional<SourcePosition> place(RecordReader reader) {
    return reader
        .optionalText("file")
        .map(
            file ->
                new SourcePosition(
                    file,
                    reader.optionalInteger("line").orElse(0),
                    reader.optionalInteger("column").orElse(0)));
  }

  private static List<RecordReader> objects(RecordReader reader, String field) {
    return has(reader, field) ? reader.objects(field) : List.of();
  }

  private static boolean has(RecordReader reader, String field) {
    return reader.raw(field).isPresent();
  }
}
