package io.deployctl.providers.smoke;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a smoke step's spec from its settings and its scenario's file. */
final class SmokeSettings {
  private static final long LARGEST_SCENARIO = 1 << 20;

  private SmokeSettings() {}

  static SmokeSpec read(StepScope scope) {
    Settings settings = scope.settings();
    Optional<String> url = settings.optionalText("url");
    Optional<SmokeSpec.ServicePort> service = service(settings, scope.namespace());
    if (url.isPresent() && service.isPresent()) {
      throw wrong(settings, "url", "a smoke step has `url` or `service`, not both");
    }
    String file = settings.text("scenario");
    return new SmokeSpec(
        file,
        scenario(scope, file),
        url,
        service,
        variables(settings.map("vars"), scope),
        settings.duration("timeout", Duration.ofMinutes(2)));
  }

  private static Optional<SmokeSpec.ServicePort> service(Settings settings, String namespace) {
    Value.Mapping map = settings.map("service");
    if (map.entries().isEmpty()) {
      return Optional.empty();
    }
    Settings service = new Settings(map);
    return Optional.of(
        new SmokeSpec.ServicePort(
            service.optionalText("namespace").orElse(namespace),
            service.text("name"),
            service.integer("port", 80),
            service.optionalText("scheme").orElse("http")));
  }

  private static String scenario(StepScope scope, String file) {
    Path path = scope.projectDirectory().resolve(file);
    try {
      if (Files.size(path) > LARGEST_SCENARIO) {
        throw wrong(scope.settings(), "scenario", "the scenario " + file + " is larger than 1 MiB");
      }
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw wrong(
          scope.settings(),
          "scenario",
          "can't read the scenario "
              + file
              + ": "
              + (Files.exists(path) ? "access is denied" : "it does not exist"));
    }
  }

  private static Map<String, String> variables(Value.Mapping vars, StepScope scope) {
    Map<String, String> variables = new TreeMap<>();
    vars.entries()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Scalar scalar) {
                variables.put(name, scalar.text());
              } else if (value instanceof Value.Secret secret) {
                scope.redactor().register(secret.text());
                variables.put(name, secret.text().reveal());
              } else if (!(value instanceof Value.Unknown)) {
                throw wrong(scope.settings(), "vars", "variable `" + name + "` must be a text");
              } else {
                variables.put(name, "");
              }
            });
    return variables;
  }

  private static DeployctlException wrong(Settings settings, String key, String summary) {
    Diagnostic diagnostic = Diagnostic.error("invalid-setting", summary);
    return DeployctlException.invalid(
        settings.position(key).map(diagnostic::at).orElse(diagnostic));
  }
}
