package io.deployctl.providers.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.rights.NeedList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys of Secrets in the target's cluster ({@code kubernetes:NAMESPACE/NAME#KEY}; without a
 * namespace, the environment's). Each Secret is read once.
 */
final class KubernetesSource implements SecretSource {
  private static final ApiResource SECRETS = new ApiResource("v1", "Secret", "secrets", true);

  /** A rollback and a destruction read no values. */
  private static final Set<Duty> READING = Set.of(Duty.PLAN, Duty.DRY_RUN, Duty.APPLY);

  private final Clusters clusters;
  private final String namespace;
  private final Map<String, Optional<ObjectNode>> objects = new ConcurrentHashMap<>();

  /**
   * Makes the source.
   *
   * @param namespace the environment's namespace
   */
  KubernetesSource(Clusters clusters, String namespace) {
    this.clusters = clusters;
    this.namespace = namespace;
  }

  @Override
  public SecretText read(String reference) {
    String shown = "kubernetes:" + reference;
    KubernetesReference what =
        KubernetesReference.parse(reference)
            .orElseThrow(
                () ->
                    SecretSource.refuse(
                        shown,
                        "it names no key of a Secret",
                        "Write `kubernetes:NAME#KEY` or `kubernetes:NAMESPACE/NAME#KEY`"));
    String where = what.namespace().orElse(namespace);
    ObjectNode object =
        objects
            .computeIfAbsent(where + "/" + what.name(), key -> get(where, what.name()))
            .orElseThrow(() -> absent(shown, where, what.name()));
    return value(shown, what.key(), object.path("data"));
  }

  @Override
  public List<Need> needs(String reference) {
    Optional<KubernetesReference> what = KubernetesReference.parse(reference);
    return what.map(one -> needs(one.namespace().orElse(namespace), one.name())).orElse(List.of());
  }

  private static List<Need> needs(String where, String name) {
    return new NeedList("to read a secret that the configuration names")
        .must(READING, SECRETS, where, name, "get")
        .list();
  }

  private Optional<ObjectNode> get(String where, String name) {
    try {
      return clusters.get().get(SECRETS, where, name);
    } catch (ApiFailure failure) {
      throw DeployctlException.invalid(
          ApiFailures.diagnostic("reading Secret " + where + "/" + name, failure));
    }
  }

  private static DeployctlException absent(String shown, String where, String name) {
    return SecretSource.refuse(
        shown,
        "there is no Secret " + where + "/" + name,
        "It has to be in the target's cluster before a plan is made; `kubectl -n "
            + where
            + " get secrets` shows what there is");
  }

  private static SecretText value(String shown, String key, JsonNode data) {
    if (!data.has(key)) {
      List<String> keys = new ArrayList<>();
      data.fieldNames().forEachRemaining(keys::add);
      String hint =
          Suggestion.nearest(key, keys)
              .map(near -> "Did you mean `" + near + "`?")
              .orElse(
                  keys.isEmpty()
                      ? "The Secret is empty"
                      : "Its keys are: " + String.join(", ", keys));
      throw SecretSource.refuse(shown, "the Secret has no key `" + key + "`", hint);
    }
    return SecretSource.text(Base64.getDecoder().decode(data.get(key).asText()), shown);
  }
}
