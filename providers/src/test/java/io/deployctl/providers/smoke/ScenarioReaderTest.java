package io.deployctl.providers.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static Scenario read(String yaml) {
    return ScenarioReader.read(
        "checks/smoke.yaml",
        yaml.getBytes(StandardCharsets.UTF_8),
        Set.of("user", "password"),
        true);
  }

  private static String problems(String yaml, boolean hasBase) {
    DeployctlException refused =
        catchThrowableOfType(
            DeployctlException.class,
            () ->
                ScenarioReader.read(
                    "smoke.yaml",
                    yaml.getBytes(StandardCharsets.UTF_8),
                    Set.of("user", "password"),
                    hasBase));
    assertThat(refused).isNotNull();
    return refused.diagnostics().stream()
        .map(
            each ->
                each.position().orElseThrow()
                    + ": "
                    + each.summary()
                    + each.hint().map(hint -> " (" + hint + ")").orElse("")
                    + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void everythingThatAScenarioCanSayIsRead() {
    Scenario scenario =
        read(
            """
            name: journey
            defaults: {timeout: 5s, retries: 3, interval: 250ms}
            steps:
              - name: sign in
                request:
                  method: put
                  path: /login
                  headers: {X-Trace: "${vars.user}"}
                  json: {password: "${vars.password}"}
                expect: {status: [200, 201], header: {Content-Type: json}, max_time: 2s}
                capture: {token: "json:$.tokens[0].value", id: "header:X-Id", n: "regex:n=(\\\\d+)"}
              - name: use it
                request: {path: "/me?token=${token}"}
                retries: 0
                timeout: 1s
            """);
    Scenario.Step first = scenario.steps().get(0);
    assertThat(scenario.name()).isEqualTo("journey");
    assertThat(first.request().method()).isEqualTo("PUT");
    assertThat(first.request().json()).isTrue();
    assertThat(first.expected().statuses()).containsExactly(200, 201);
    assertThat(first.captures().values())
        .extracting(Capture::describe)
        .containsExactly("json:$.tokens[0].value", "header:X-Id", "regex:n=(\\d+)");
    assertThat(first.patience())
        .isEqualTo(new Scenario.Patience(Duration.ofSeconds(5), 3, Duration.ofMillis(250)));
    assertThat(scenario.steps().get(1).patience())
        .isEqualTo(new Scenario.Patience(Duration.ofSeconds(1), 0, Duration.ofMillis(250)));
    assertThat(scenario.steps().get(1).position()).hasToString("checks/smoke.yaml:12:5");
  }

  @Test
  void everyProblemIsToldAtItsPlaceWithTheNearestName() {
    assertThat(
            problems(
                """
                nmae: journey
                steps:
                  - name: sign in
                    request:
                      path: /login
                      json: {user: "${vars.usr}", next: "${toke}"}
                      timeot: 3s
                    expect: {status: ok, matches: "(", max_time: fast}
                    capture: {token: "jsn:$.token", "a b": "json:$.x", n: "regex:[", p: "json:$..x"}
                  - request: {path: "/me/${tokn}", headers: {"X Trace": "${"}}
                    retries: -1
                  - name: both
                    request: {path: /, url: "ftp://x", json: {}, body: text, method: "G T"}
                """,
                true))
        .isEqualTo(
            """
            smoke.yaml:1:1: unknown key `nmae` (did you mean `name`?)
            smoke.yaml:6:20: `${vars.usr}` is neither captured by an earlier step nor a variable of the smoke step (did you mean `${vars.user}`?)
            smoke.yaml:6:41: `${toke}` is neither captured by an earlier step nor a variable of the smoke step (known: [vars.password, vars.user])
            smoke.yaml:7:7: unknown key `timeot` (known keys: method, path, url, headers, json, body)
            smoke.yaml:8:22: `status` must be a whole number from 100 to 599
            smoke.yaml:8:35: `matches` is not a regular expression: Unclosed group
            smoke.yaml:8:50: `max_time` must be a duration such as 500ms or 30s, not `fast`
            smoke.yaml:9:22: `token` must be `json:PATH`, `header:NAME` or `regex:EXPRESSION`, not `jsn:$.token`
            smoke.yaml:9:44: `a b` is no name: use letters, digits, `_`, `-`
            smoke.yaml:9:59: `n` is not a regular expression: Unclosed character class
            smoke.yaml:9:73: `p` must be `json:PATH`, `header:NAME` or `regex:EXPRESSION`, not `json:$..x`
            smoke.yaml:10:5: `name` is missing
            smoke.yaml:10:21: `${tokn}` is neither captured by an earlier step nor a variable of the smoke step (known: [vars.password, vars.user])
            smoke.yaml:10:57: `${` needs a name and `}` behind it (write `$${` for a plain `${`)
            smoke.yaml:10:45: `X Trace` is no name of a header
            smoke.yaml:11:14: `retries` must be a whole number from 0 to 1000
            smoke.yaml:13:21: a request has `path` or `url`, not both
            smoke.yaml:13:56: a request has `json` or `body`, not both
            smoke.yaml:13:29: `url` must begin with http:// or https://
            smoke.yaml:13:70: `G T` is no HTTP method
            """);
  }

  @Test
  void withoutAnAddressEveryRequestNeedsItsOwn() {
    assertThat(problems("steps: [{name: a, request: {path: /}}]", false))
        .isEqualTo(
            "smoke.yaml:1:28: the smoke step has neither `url` nor `service`, so this request"
                + " needs a `url`\n");
  }

  @Test
  void scenarioWithoutStepsOrOfAnotherFormIsRefused() {
    assertThat(problems("name: empty", true)).contains("a scenario needs at least one step");
    assertThat(problems("[1, 2]", true)).contains("smoke.yaml:1:1: a map is expected here");
    assertThat(problems("steps: {name: a}", true)).contains("`steps` must be a list");
    assertThat(problems("name: a\n---\nname: b\n", true)).contains("a scenario is one YAML");
    assertThat(problems("steps: [\n", true)).startsWith("smoke.yaml:");
  }
}
