package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects the server's warnings, each text once, however often it came. For several threads. */
public final class ApiWarnings implements Consumer<ApiWarning> {
  private static final int LIMIT = 200;

  private final Map<String, ApiWarning> byText = new LinkedHashMap<>();

  @Override
  public synchronized void accept(ApiWarning warning) {
    if (byText.size() < LIMIT) {
      byText.putIfAbsent(warning.text(), warning);
    }
  }

  /** Returns what came so far, in the order in which it came first. */
  public synchronized List<ApiWarning> list() {
    return List.copyOf(byText.values());
  }

  /**
   * Returns what the server said of a version of a kind: it begins with both, and goes on with
   * {@code is deprecated} (kube-apiserver, {@code deprecation.WarningMessage}).
   */
  public Optional<String> deprecation(String apiVersion, String kind) {
    String begin = apiVersion + " " + kind + " is deprecated";
    return list().stream().map(ApiWarning::text).filter(text -> text.startsWith(begin)).findFirst();
  }

  /** Returns what came so far as diagnostics for the user, and forgets it. */
  public synchronized List<Diagnostic> take() {
    List<Diagnostic> taken =
        byText.values().stream()
            .map(
                warning ->
                    Diagnostic.warning("api-warning", "the API server warns: " + warning.text())
                        .detail("asked for " + warning.path()))
            .toList();
    byText.clear();
    return taken;
  }
}
