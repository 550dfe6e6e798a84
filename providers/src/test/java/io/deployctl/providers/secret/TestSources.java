package io.deployctl.providers.secret;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.value.EncodingRedactor;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.process.ToolLocator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What sources of secrets work with in tests, and what they answer. */
final class TestSources {
  final Map<String, String> variables = new HashMap<>();
  final Map<String, String> requires = new TreeMap<>();
  final EncodingRedactor redactor = new EncodingRedactor();
  final Cancellation cancellation = new Cancellation();
  private final Path directory;

  TestSources(Path directory) {
    this.directory = directory;
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  /** Returns what sources work with that never ask a cluster. */
  SecretServices services() {
    return services(
        () -> {
          throw DeployctlException.failed(Diagnostic.error("no-cluster", "there is no cluster"));
        });
  }

  SecretServices services(Clusters clusters) {
    CommonsExecProcessRunner runner = new CommonsExecProcessRunner(variables);
    ToolLocator tools =
        new ToolLocator(
            runner, variables, Optional.empty(), () -> requires, redactor, cancellation);
    return new SecretServices(
        variables, directory, directory, runner, tools, clusters, "shop", redactor, cancellation);
  }

  /** Returns why the source gives no secret, which never has a part of one. */
  static Diagnostic refusal(SecretSource source, String reference) {
    try {
      SecretText secret = source.read(reference);
      throw new AssertionError("it gave " + secret);
    } catch (DeployctlException refused) {
      return refused.diagnostics().get(0);
    }
  }
}
