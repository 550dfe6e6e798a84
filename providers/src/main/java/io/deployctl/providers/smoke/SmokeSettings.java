package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a smoke step's spec from its settings and its scenario's file. */
final class SmokeSettings {
  private final StepScope scope;
  private final Settings settings;
  private final SortedMap<String, String> variables = new TreeMap<>();
  private final SortedMap<String, SecretText> secrets = new TreeMap<>();

  private SmokeSettings(StepScope scope) {
    this.scope = scope;
    this.settings = scope.settings();
  }

  /**
   * Reads the spec, and the scenario with it.
   *
   * @throws DeployctlException with every problem at its place
   */
  static SmokeSpec read(StepScope scope) {
    return new SmokeSettings(scope).read();
  }

  /** Returns whether requests can be sent to the address. */
  static boolean isUrl(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  private SmokeSpec read() {
    Optional<String> url = url();
    Optional<SmokeSpec.ServicePort> service = service();
    if (url.isPresent() && service.isPresent()) {
      throw settings.wrong("url", "a smoke step has `url` or `service`, not both");
    }
    settings.map("vars").entries().forEach(this::variable);
    ScenarioFile scenario = new ScenarioFile(scope.projectDirectory(), settings);
    String file = scenario.name();
    byte[] content = scenario.content();
    SmokeSpec spec =
        new SmokeSpec(
            file,
            new String(content, StandardCharsets.UTF_8),
            url,
            service,
            variables,
            secrets,
            settings.duration("timeout", SmokeSpec.DEFAULT_TIMEOUT));
    ScenarioReader.read(file, content, spec.names(), spec.hasBase());
    return spec;
  }

  /** An address that an earlier step makes is known when the step is planned again. */
  private Optional<String> url() {
    Optional<Value> value = settings.find("url");
    if (value.isPresent() && value.get() instanceof Value.Unknown unknown) {
      return Optional.of("an address that waits on " + unknown.waitsOn());
    }
    Optional<String> url = settings.optionalText("url");
    if (url.filter(text -> !hasHost(text)).isPresent()) {
      throw settings.wrong(
          "url", "`" + url.get() + "` is no address of the form http(s)://host[:port]");
    }
    return url;
  }

  private static boolean hasHost(String url) {
    try {
      return isUrl(url) && URI.create(url).getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private Optional<SmokeSpec.ServicePort> service() {
    Value.Mapping map = settings.map("service");
    if (map.entries().isEmpty()) {
      return Optional.empty();
    }
    Settings service = new Settings(map);
    int port = service.integer("port", 0);
    if (port < 1 || port > 65_535) {
      throw settings.wrong("service", "`service` needs a `port` from 1 to 65535");
    }
    return Optional.of(
        new SmokeSpec.ServicePort(
            service.optionalText("namespace").orElse(scope.namespace()),
            service.text("name"),
            port));
  }

  private void variable(String name, Value value) {
    if (value instanceof Value.Scalar scalar) {
      variables.put(name, scalar.text());
    } else if (value instanceof Value.Secret secret) {
      scope.redactor().register(secret.text());
      secrets.put(name, secret.text());
    } else if (value instanceof Value.Unknown) {
      variables.put(name, "");
    } else {
      throw settings.wrong("vars", "variable `" + name + "` must be a single value");
    }
  }
}
