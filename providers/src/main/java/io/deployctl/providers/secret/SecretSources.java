package io.deployctl.providers.secret;

import io.deployctl.core.config.SecretName;
import io.deployctl.core.config.SecretReader;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.plan.Need;
import io.deployctl.core.value.SecretText;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads secrets: {@code env:NAME}, {@code file:path}, {@code command:program arguments}, {@code
 * vault:mount/path#key}, {@code sops:file#key} and {@code kubernetes:namespace/name#key}. Safe for
 * several threads.
 */
public final class SecretSources implements SecretReader {
  /** What a secret can at most be long: what fits into a Secret object with others beside it. */
  static final int MAXIMUM_BYTES = 64 * 1024;

  /** The source that runs {@code sops}. */
  public static final String SOPS = "sops";

  /** The source that reads from the target's cluster. */
  public static final String KUBERNETES = "kubernetes";

  private static final String VAULT = "vault";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, SecretSource> sources;

  /** Makes the sources of a project. */
  public SecretSources(SecretServices services) {
    this.sources =
        new TreeMap<>(
            Map.of(
                "env",
                new VariableSource(services.variables()),
                "file",
                new FileSource(services.projectDirectory()),
                "command",
                new CommandSource(
                    services.projectDirectory(),
                    services.runner(),
                    services.redactor(),
                    services.cancellation()),
                VAULT,
                new VaultSource(
                    services.variables(),
                    services.home(),
                    new VaultClient(PATIENCE, services.cancellation()),
                    services.redactor()),
                SOPS,
                new SopsSource(services, PATIENCE),
                KUBERNETES,
                new KubernetesSource(services.clusters(), services.namespace())));
  }

  @Override
  public Set<String> sources() {
    return Set.copyOf(sources.keySet());
  }

  @Override
  public SecretText read(String source, String reference) {
    SecretSource found = sources.get(source);
    if (found == null) {
      Diagnostic unknown =
          Diagnostic.error(
              "unknown-secret-source", "there is no source of secrets `" + source + "`");
      throw DeployctlException.invalid(
          unknown.hint(
              Suggestion.nearest(source, sources.keySet())
                  .map(nearest -> "Did you mean `" + nearest + "`?")
                  .orElse("Known sources: " + String.join(", ", sources.keySet()))));
    }
    return found.read(reference);
  }

  /** Returns what an account of the cluster has to be allowed to do, so that these can be read. */
  public List<Need> needs(Collection<SecretName> names) {
    return names.stream()
        .filter(name -> sources.containsKey(name.source()))
        .flatMap(name -> sources.get(name.source()).needs(name.reference()).stream())
        .toList();
  }
}
