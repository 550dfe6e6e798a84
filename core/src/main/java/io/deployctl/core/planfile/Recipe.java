package io.deployctl.core.planfile;

import io.deployctl.core.config.SecretReader;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.value.SecretText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a project was read with besides its files: reading the same files with the same recipe gives
 * the same values on another machine. It holds secrets, so it is only ever written under the
 * environment's key.
 *
 * @param variables the environment variables that mattered, by name
 * @param sets the overrides of the command line, in their order
 * @param allowOverrides whether a protected environment took overrides that are no inputs
 * @param secrets every secret that was read, by {@code SOURCE:REFERENCE}
 */
public record Recipe(
    Map<String, String> variables,
    List<String> sets,
    boolean allowOverrides,
    Map<String, SecretText> secrets) {
  /** Copies. */
  public Recipe {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    sets = List.copyOf(sets);
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  /** Returns a reader that gives the recorded secrets again, and no others. */
  public SecretReader secretReader() {
    return new SecretReader() {
      @Override
      public Set<String> sources() {
        return secrets.keySet().stream()
            .map(key -> key.substring(0, key.indexOf(':')))
            .collect(Collectors.toSet());
      }

      @Override
      public SecretText read(String source, String reference) {
        SecretText secret = secrets.get(source + ":" + reference);
        if (secret == null) {
          throw DeployctlException.failed(
              Diagnostic.error(
                      "secret-not-in-plan",
                      "the plan file does not hold the secret `" + source + ":" + reference + "`")
                  .hint("make it again with `deployctl plan --out FILE`"));
        }
        return secret;
      }
    };
  }

  @Override
  public String toString() {
    return "Recipe" + variables.keySet() + sets.size() + secrets.keySet();
  }
}
