package io.deployctl.providers.kubernetes.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Placement;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How an environment's objects are called and labelled. Environments of one project share a
 * namespace, so every name carries the environment's.
 *
 * @param namespace the state namespace
 * @param project the project's name
 * @param environment the environment's name
 */
record StateNames(String namespace, String project, String environment) {
  static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);
  static final ApiResource NAMESPACES = new ApiResource("v1", "Namespace", "namespaces", false);
  static final ApiResource LEASES =
      new ApiResource("coordination.k8s.io/v1", "Lease", "leases", true);

  static final String PROJECT = "deployctl.io/project";
  static final String ENVIRONMENT = "deployctl.io/environment";
  static final String UUID = "deployctl.io/env";
  static final String STATE = "deployctl.io/state";
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The values of the label {@link #STATE}. */
  static final String INDEX = "index";

  static final String KEY = "key";
  static final String RELEASE = "release";
  static final String CONTENT = "content";
  static final String NAMESPACE = "namespace";

  private static final String PREFIX = "deployctl-";
  private static final int LONGEST_SLUG = 60;

  StateNames {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
  }

  /** Returns the name of the index Secret and of the Lease. */
  String index() {
    return PREFIX + slug();
  }

  /** Returns the name of the key's Secret. */
  String key() {
    return PREFIX + slug() + "-key";
  }

  /** Returns the name of a release's Secret. */
  String release(int number, Digest digest) {
    return PREFIX + slug() + "-r" + number + "-" + digest.hex();
  }

  /** Returns the name of the inventory's Secret. */
  String inventory(Digest digest) {
    return PREFIX + slug() + "-i-" + digest.hex();
  }

  /** Returns what the names of releases' Secrets are like: number and digest are groups. */
  Pattern releasePattern() {
    return Pattern.compile(Pattern.quote(PREFIX + slug()) + "-r([0-9]{1,9})-([0-9a-f]{64})");
  }

  /** Returns what the names of inventories' Secrets are like: the digest is a group. */
  Pattern inventoryPattern() {
    return Pattern.compile(Pattern.quote(PREFIX + slug()) + "-i-([0-9a-f]{64})");
  }

  /** Returns the selector of everything that is the environment's here, whatever its UUID. */
  String selector() {
    return PROJECT + "=" + label(project) + "," + ENVIRONMENT + "=" + label(environment);
  }

  /**
   * Returns the name of content's first Secret. In another namespace it carries the UUID, because
   * several projects can have their Secrets there.
   */
  String content(Digest digest, Placement placement, String uuid) {
    if (placement instanceof Placement.SecretIn) {
      return PREFIX + uuid.substring(0, Math.min(8, uuid.length())) + "-k-" + digest.hex();
    }
    String kind = placement instanceof Placement.Sealed ? "-s-" : "-o-";
    return PREFIX + slug() + kind + digest.hex();
  }

  /** Returns the labels of an object of the given kind of state. */
  Map<String, String> labels(String state, String uuid) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(MANAGED_BY, "deployctl");
    labels.put(PROJECT, label(project));
    labels.put(ENVIRONMENT, label(environment));
    labels.put(UUID, uuid);
    labels.put(STATE, state);
    return labels;
  }

  /** Returns the text as a label's value: itself, unless a label can't hold it. */
  static String label(String text) {
    return text.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?") ? text : slug(text);
  }

  private String slug() {
    return slug(environment);
  }

  /** A name that can't stand in an object's name gets a digest, so that no two become one. */
  private static String slug(String text) {
    if (text.matches("[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")) {
      return text;
    }
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String digest = Digest.of(text).brief();
    String head = plain.substring(0, Math.min(plain.length(), LONGEST_SLUG - digest.length() - 1));
    return head.isEmpty() ? digest : head + "-" + digest;
  }
}
