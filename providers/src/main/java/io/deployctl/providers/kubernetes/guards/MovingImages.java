package io.deployctl.providers.kubernetes.guards;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Collects the images of a command's objects whose tag can move, over all steps, to be told once.
 * Safe for several threads.
 */
public final class MovingImages {
  private static final int MOST = 20;
  private static final Set<String> LISTS = Set.of("containers", "initContainers");

  private final Severity severity;
  private final Map<String, Set<String>> users = new TreeMap<>();
  private Optional<SourcePosition> first = Optional.empty();

  /**
   * Makes one.
   *
   * @param strict whether it is a warning, as in a protected environment, and not a note
   */
  public MovingImages(boolean strict) {
    this.severity = strict ? Severity.WARNING : Severity.NOTE;
  }

  /**
   * Looks at an object.
   *
   * @param address the object, as users read it
   * @param object all of it
   * @param place tells where the image of a container is written: the list that it is in, by its
   *     keys, and its place there
   */
  public void look(
      String address,
      JsonNode object,
      BiFunction<List<String>, Integer, Optional<SourcePosition>> place) {
    look(address, object, new ArrayList<>(), place);
  }

  /** Returns what was found as one diagnostic, and forgets it. */
  public synchronized List<Diagnostic> take() {
    if (users.isEmpty()) {
      return List.of();
    }
    String many = users.size() == 1 ? "1 image has a tag" : users.size() + " images have tags";
    Diagnostic told =
        Diagnostic.of(
            severity,
            "moving-image-tag",
            many + " that can move: what runs tomorrow may not be what was reviewed");
    int shown = 0;
    for (Map.Entry<String, Set<String>> image : users.entrySet()) {
      if (shown++ == MOST) {
        told = told.detail("and " + (users.size() - MOST) + " more");
        break;
      }
      String why = ImageName.moving(image.getKey()).orElse("");
      told =
          told.detail(
              "%s (%s): %s".formatted(image.getKey(), why, String.join(", ", image.getValue())));
    }
    users.clear();
    Diagnostic placed = first.map(told::at).orElse(told);
    first = Optional.empty();
    return List.of(placed.hint("Pin it by its digest (`name@sha256:…`), or use a version's tag"));
  }

  private void look(
      String address,
      JsonNode node,
      List<String> path,
      BiFunction<List<String>, Integer, Optional<SourcePosition>> place) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      path.add(entry.getKey());
      if (LISTS.contains(entry.getKey()) && entry.getValue().isArray()) {
        for (int i = 0; i < entry.getValue().size(); i++) {
          String image = entry.getValue().get(i).path("image").asText("");
          if (ImageName.moving(image).isPresent()) {
            add(image, address, place.apply(List.copyOf(path), i));
          }
        }
      } else if (entry.getValue().isObject()) {
        look(address, entry.getValue(), path, place);
      }
      path.remove(path.size() - 1);
    }
  }

  private synchronized void add(String image, String address, Optional<SourcePosition> position) {
    users.computeIfAbsent(image, key -> new TreeSet<>()).add(address);
    first = first.or(() -> position);
  }
}
