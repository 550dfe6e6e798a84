package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.template.Rendering;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import io.deployctl.providers.input.ProjectPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a step's values: its files in order, then what it sets. */
final class ValuesReader {
  private final StepScope scope;
  private final DocumentRenderer renderer;
  private final HelmValues values = new HelmValues();
  private final Set<StepOutputRef> shapeWaitsOn = new LinkedHashSet<>();

  ValuesReader(StepScope scope, DocumentRenderer renderer) {
    this.scope = scope;
    this.renderer = renderer;
  }

  /** Reads all of them. Every secret in them is registered with the redactor. */
  HelmValues read() {
    registerSecrets(scope.values());
    for (String name : scope.settings().texts("values")) {
      file(name);
    }
    scope.settings().map("set").entries().forEach(this::set);
    values.secretTexts().forEach(text -> scope.redactor().register(new SecretText(text)));
    return values;
  }

  /** Returns outputs without which not even the values' keys are known. */
  Set<StepOutputRef> shapeWaitsOn() {
    return shapeWaitsOn;
  }

  private void file(String name) {
    Path file = ProjectPaths.file(scope, "values", name);
    Rendering rendering = renderer.render(scope.projectDirectory(), file, scope.values());
    shapeWaitsOn.addAll(rendering.shapeWaitsOn());
    if (rendering.documents().size() > 1) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "helm-values", "values file `" + name + "` has more than one YAML document")
              .at(rendering.documents().get(1).position()));
    }
    for (RenderedDocument document : rendering.documents()) {
      values.merge(document.tree(), document.sensitive(), document.waiting(), origins(document));
    }
  }

  private void set(String dotted, Value value) {
    List<String> segments = segments(dotted);
    Set<ValuePath> sensitive = new LinkedHashSet<>();
    Map<ValuePath, Set<StepOutputRef>> waiting = new HashMap<>();
    Object tree = plain(value, new ValuePath(segments), sensitive, waiting);
    for (int i = segments.size() - 1; i >= 0; i--) {
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put(segments.get(i), tree);
      tree = outer;
    }
    Map<String, Object> over = new LinkedHashMap<>();
    ((Map<?, ?>) tree).forEach((key, entry) -> over.put(key.toString(), entry));
    values.merge(over, sensitive, waiting, origins(value, new ValuePath(segments)));
  }

  /** Returns where the file's leaves stand, and what a template made them of. */
  private static Map<ValuePath, Set<Origin>> origins(RenderedDocument document) {
    Map<ValuePath, Set<Origin>> origins = new HashMap<>();
    document
        .positions()
        .forEach(
            (path, place) -> {
              Set<Origin> found = new LinkedHashSet<>();
              found.add(new Origin.Layer("values", place));
              document
                  .uses()
                  .getOrDefault(path, List.of())
                  .forEach(use -> found.addAll(use.origins()));
              origins.put(path, found);
            });
    return origins;
  }

  private static Map<ValuePath, Set<Origin>> origins(Value value, ValuePath path) {
    Map<ValuePath, Set<Origin>> origins = new HashMap<>();
    origins.put(path, value.origins());
    if (value instanceof Value.Mapping mapping) {
      mapping.entries().forEach((key, entry) -> origins.putAll(origins(entry, path.child(key))));
    } else if (value instanceof Value.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        origins.putAll(origins(sequence.items().get(i), path.child(Integer.toString(i))));
      }
    }
    return origins;
  }

  private Object plain(
      Value value,
      ValuePath path,
      Set<ValuePath> sensitive,
      Map<ValuePath, Set<StepOutputRef>> waiting) {
    if (value instanceof Value.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach((key, entry) -> map.put(key, plain(entry, path.child(key), sensitive, waiting)));
      return map;
    }
    if (value instanceof Value.Sequence sequence) {
      List<Object> list = new ArrayList<>();
      for (Value item : sequence.items()) {
        list.add(plain(item, path.child(Integer.toString(list.size())), sensitive, waiting));
      }
      return list;
    }
    if (value instanceof Value.Secret secret) {
      scope.redactor().register(secret.text());
      sensitive.add(path);
      return secret.text().reveal();
    }
    if (value instanceof Value.Unknown unknown) {
      waiting.put(path, unknown.waitsOn());
      if (unknown.sensitive()) {
        sensitive.add(path);
      }
      return "";
    }
    return ((Value.Scalar) value).data().orElse(null);
  }

  private void registerSecrets(Value value) {
    if (value instanceof Value.Secret secret) {
      scope.redactor().register(secret.text());
    } else if (value instanceof Value.Mapping mapping) {
      mapping.entries().values().forEach(this::registerSecrets);
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(this::registerSecrets);
    }
  }

  /** Splits {@code a.b\.c} into {@code a} and {@code b.c}, as {@code helm --set} does. */
  private static List<String> segments(String dotted) {
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    for (int i = 0; i < dotted.length(); i++) {
      char character = dotted.charAt(i);
      if (character == '\\' && i + 1 < dotted.length() && dotted.charAt(i + 1) == '.') {
        segment.append('.');
        i++;
      } else if (character == '.') {
        segments.add(segment.toString());
        segment.setLength(0);
      } else {
        segment.append(character);
      }
    }
    segments.add(segment.toString());
    return segments;
  }
}
