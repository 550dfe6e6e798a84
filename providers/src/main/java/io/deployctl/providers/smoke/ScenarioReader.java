package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a scenario, with every problem at its place. */
final class ScenarioReader {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Scenario.Patience PATIENCE =
      new Scenario.Patience(Duration.ofSeconds(10), 0, Duration.ofMillis(500));
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final Diagnostics problems = new Diagnostics();
  private final Set<String> known = new TreeSet<>();
  private final boolean hasBase;

  private ScenarioReader(Set<String> variables, boolean hasBase) {
    variables.forEach(variable -> known.add("vars." + variable));
    this.hasBase = hasBase;
  }

  /**
   * Reads a scenario.
   *
   * @param file what positions name
   * @param variables the names of the variables that the step gives
   * @param hasBase whether the step says where paths lead to
   * @throws DeployctlException with every problem
   */
  static Scenario read(String file, byte[] content, Set<String> variables, boolean hasBase) {
    List<YamlDocument> documents = YamlReader.read(file, content, YamlSchema.CORE);
    if (documents.size() != 1) {
      throw DeployctlException.invalid(
          Diagnostic.error("invalid-scenario", "a scenario is one YAML document")
              .at(SourcePosition.ofFile(file)));
    }
    ScenarioReader reader = new ScenarioReader(variables, hasBase);
    Scenario scenario = reader.scenario(documents.get(0).root());
    reader.problems.throwIfErrors();
    return scenario;
  }

  private Scenario scenario(YamlNode root) {
    ScenarioNode node = new ScenarioNode(root, problems).allowing("name", "defaults", "steps");
    ScenarioNode defaults = node.map("defaults").allowing("timeout", "retries", "interval");
    Scenario.Patience patience = patience(defaults, PATIENCE);
    List<Scenario.Step> steps = new ArrayList<>();
    for (ScenarioNode step : node.list("steps")) {
      steps.add(step(step, patience));
    }
    if (steps.isEmpty()) {
      node.problem("a scenario needs at least one step under `steps`");
    }
    return new Scenario(node.text("name").orElse("smoke"), steps);
  }

  private Scenario.Step step(ScenarioNode node, Scenario.Patience defaults) {
    node.allowing("name", "request", "expect", "capture", "timeout", "retries", "interval");
    String name = node.required("name");
    node.eachScalar("request", value -> checkNames(node, value));
    node.eachScalar("expect", value -> checkNames(node, value));
    Scenario.Call call = call(node.map("request"));
    Scenario.Expected expected = expected(node.map("expect"));
    Map<String, Capture> captures = new CaptureReader(node.map("capture")).read();
    known.addAll(captures.keySet());
    return new Scenario.Step(
        name, call, expected, captures, patience(node, defaults), node.position());
  }

  private Scenario.Call call(ScenarioNode node) {
    node.allowing("method", "path", "url", "headers", "json", "body");
    if (node.has("url") && node.has("path")) {
      node.problem("path", "a request has `path` or `url`, not both");
    }
    if (node.has("json") && node.has("body")) {
      node.problem("body", "a request has `json` or `body`, not both");
    }
    if (node.text("url").filter(url -> !SmokeSettings.isUrl(url)).isPresent()) {
      node.problem("url", "`url` must begin with http:// or https://");
    }
    if (!node.has("url") && !hasBase) {
      node.problem("the smoke step has neither `url` nor `service`, so this request needs a `url`");
    }
    Map<String, String> headers = node.map("headers").texts();
    headers.keySet().stream()
        .filter(header -> !TOKEN.matcher(header).matches())
        .forEach(header -> node.problem("headers", "`" + header + "` is no name of a header"));
    boolean json = node.has("json");
    Optional<JsonNode> body =
        json
            ? node.tree("json").map(MAPPER::<JsonNode>valueToTree)
            : node.text("body").map(MAPPER::<JsonNode>valueToTree);
    String method = node.text("method").orElse(body.isPresent() ? "POST" : "GET");
    if (!TOKEN.matcher(method).matches()) {
      node.problem("method", "`" + method + "` is no HTTP method");
    }
    String path = node.text("url").or(() -> node.text("path")).orElse("/");
    return new Scenario.Call(method.toUpperCase(Locale.ROOT), path, headers, body, json);
  }

  private Scenario.Expected expected(ScenarioNode node) {
    node.allowing("status", "header", "json", "contains", "matches", "max_time");
    List<Integer> statuses = node.integers("status", 100, 599);
    return new Scenario.Expected(
        statuses.isEmpty() ? List.of(200) : statuses,
        node.map("header").texts(),
        node.tree("json").map(MAPPER::<JsonNode>valueToTree),
        node.texts("contains"),
        node.text("matches").flatMap(text -> pattern(node, "matches", text)),
        node.duration("max_time"));
  }

  private static Scenario.Patience patience(ScenarioNode node, Scenario.Patience defaults) {
    List<Integer> retries = node.integers("retries", 0, 1000);
    return new Scenario.Patience(
        node.duration("timeout").orElse(defaults.timeout()),
        retries.isEmpty() ? defaults.retries() : retries.get(0),
        node.duration("interval").orElse(defaults.interval()));
  }

  private void checkNames(ScenarioNode node, YamlNode.Scalar value) {
    if (Substitution.isDoubtful(value.text())) {
      node.problemAt(
          value.position(),
          "`${` needs a name and `}` behind it",
          Optional.of("write `$${` for a plain `${`"));
    }
    for (String name : Substitution.names(value.text())) {
      if (!known.contains(name)) {
        node.problemAt(
            value.position(),
            "`${%s}` is neither captured by an earlier step nor a variable of the smoke step"
                .formatted(name),
            Suggestion.nearest(name, known)
                .map(nearest -> "did you mean `${" + nearest + "}`?")
                .or(() -> known.isEmpty() ? Optional.empty() : Optional.of("known: " + known)));
      }
    }
  }

  static Optional<Pattern> pattern(ScenarioNode node, String key, String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException invalid) {
      node.problem(key, "`" + key + "` is not a regular expression: " + invalid.getDescription());
      return Optional.empty();
    }
  }

  /** Reads what a step keeps of its answer. */
  private record CaptureReader(ScenarioNode node) {
    private Map<String, Capture> read() {
      Map<String, Capture> captures = new LinkedHashMap<>();
      node.texts()
          .forEach(
              (name, text) -> {
                if (!name.matches("[A-Za-z0-9_-]+")) {
                  node.problem(name, "`" + name + "` is no name: use letters, digits, `_`, `-`");
                  return;
                }
                capture(name, text).ifPresent(capture -> captures.put(name, capture));
              });
      return captures;
    }

    private Optional<Capture> capture(String name, String text) {
      int colon = text.indexOf(':');
      String source = colon < 0 ? "" : text.substring(0, colon);
      String expression = text.substring(colon + 1);
      Optional<Capture> capture =
          switch (source) {
            case "json" ->
                JsonPath.parse(expression).map(path -> new Capture.Json(path, expression));
            case "header" ->
                Optional.of(expression)
                    .filter(header -> TOKEN.matcher(header).matches())
                    .map(Capture.Header::new);
            case "regex" -> pattern(node, name, expression).map(Capture.Regex::new);
            default -> Optional.empty();
          };
      if (capture.isEmpty() && !source.equals("regex")) {
        node.problem(
            name,
            "`%s` must be `json:PATH`, `header:NAME` or `regex:EXPRESSION`, not `%s`"
                .formatted(name, text));
      }
      return capture;
    }
  }
}
