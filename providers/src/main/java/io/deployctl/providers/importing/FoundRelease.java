package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Helm release with its chart, as files of a project.
 *
 * @param namespace its namespace
 * @param name its name
 * @param chart the chart's name and version
 * @param documents files of the chart that are YAML, by their path in it
 * @param files its other files
 * @param values what the user gave, without secrets
 * @param set what the user gave that is or holds a secret: by dotted path, as a step's {@code set}
 *     has it, with references in the place of secrets
 * @param secrets the secrets that these references name
 * @param notes what to know, a sentence each
 */
public record FoundRelease(
    String namespace,
    String name,
    String chart,
    SortedMap<String, JsonNode> documents,
    SortedMap<String, byte[]> files,
    JsonNode values,
    SortedMap<String, JsonNode> set,
    List<NeededSecret> secrets,
    List<String> notes) {
  /**
   * A secret that is in no file and has to be given.
   *
   * @param variable the environment variable that it is read from
   * @param what which value it is
   */
  public record NeededSecret(String variable, String what) {}

  /** Refuses nulls and copies. */
  public FoundRelease {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(chart, "chart is null");
    documents = new TreeMap<>(documents);
    files = new TreeMap<>(files);
    requireNonNull(values, "values is null");
    set = new TreeMap<>(set);
    secrets = List.copyOf(secrets);
    notes = List.copyOf(notes);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
