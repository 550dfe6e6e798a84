package io.deployctl.providers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.template.Rendering;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PebbleDocumentRendererTest {
  private static final String PASSWORD = "correct-Horse-battery-9";

  @TempDir Path project;

  private final PebbleDocumentRenderer renderer = new PebbleDocumentRenderer();

  @Test
  void plainFilePassesUntouchedWithItsBraces() {
    RenderedDocument rules =
        only(
            "rules.yaml",
            """
            groups:
              - name: a
                summary: "{{ $labels.instance }} is {% down %}"
                enabled: yes
            """,
            Value.Mapping.EMPTY);

    assertThat(rules.tree())
        .isEqualTo(
            Map.of(
                "groups",
                List.of(
                    Map.of(
                        "name", "a",
                        "summary", "{{ $labels.instance }} is {% down %}",
                        "enabled", true))));
    assertThat(rules.positions().get(ValuePath.parse("groups.0.name")))
        .hasToString("rules.yaml:2:11");
  }

  @Test
  void templatePrintsValuesWithTheirTypes() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            name: {{ app.name }}
            port: {{ app.port }}
            debug: {{ app.debug }}
            ratio: {{ app.ratio }}
            version: {{ app.version | quote }}
            missing: {{ app.nothing | default("none") }}
            """,
            Values.map(
                "app",
                Values.map(
                    "name",
                    "api",
                    "port",
                    8000L,
                    "debug",
                    false,
                    "ratio",
                    new java.math.BigDecimal("0.50"),
                    "version",
                    new java.math.BigDecimal("1.10"))));

    assertThat(document.tree())
        .isEqualTo(
            Map.of(
                "name", "api", "port", 8000, "debug", false, "ratio", 0.5, "version", "1.10",
                "missing", "none"));
  }

  @Test
  void tagsAloneOnTheirLineLeaveNoLineAndKeepLineNumbers() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            {# a comment #}
            script: |
              first
              {% if on %}
              second {{ 1 + 1 }}
              {% else %}
              never
              {% endif %}
              {% for item in items %}
              - {{ item }} {{ loop.index }}
              {% endfor %}
              last
            after: here
            """,
            Values.map("on", true, "items", Values.list("a", "b")));

    assertThat(document.tree().get("script")).isEqualTo("first\nsecond 2\n- a 0\n- b 1\nlast\n");
    assertThat(document.positions().get(ValuePath.parse("after"))).hasToString("a.tmpl.yaml:13");
  }

  @Test
  void verbatimTextIsLeftAlone() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            alert: "{% verbatim %}{{ $value }} {% raw %}{% endverbatim %}"
            name: {{ name }}
            """,
            Values.map("name", "x"));

    assertThat(document.tree()).isEqualTo(Map.of("alert", "{{ $value }} {% raw %}", "name", "x"));
  }

  @Test
  void mapsAreWrittenAsYamlAndJson() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            labels:
              {{ labels | yaml | indent(2) }}
            json: {{ labels | json | quote }}
            pairs:
              {% for entry in labels %}
              - {{ (entry.key ~ "=" ~ entry.value) | quote }}
              {% endfor %}
            """,
            Values.map("labels", Values.map("app", "api", "on", "yes", "lines", "a\nb\n")));

    assertThat(document.tree())
        .containsEntry("labels", Map.of("app", "api", "on", "yes", "lines", "a\nb\n"))
        .containsEntry("json", "{\"app\":\"api\",\"on\":\"yes\",\"lines\":\"a\\nb\\n\"}");
    assertThat(document.tree().get("pairs"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .startsWith("app=api", "on=yes");
  }

  @Test
  void undefinedNameIsAnErrorAtItsLineWithTheNearestName() {
    Diagnostic problem =
        failure(
            """
            a: {{ database.host }}
            b:
              {% if true %}
              c: {{ database.prot }}
              {% endif %}
            """,
            Values.map("database", Values.map("host", "h", "port", 5432L)));

    assertThat(problem.code()).isEqualTo("template-undefined");
    assertThat(problem.summary()).contains("`database.prot` is not defined");
    assertThat(problem.position().orElseThrow()).hasToString("bad.tmpl.yaml:4");
    assertThat(problem.hint()).contains("Did you mean `port`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ databse.host }}",
        "{% if databse == 'x' %}{% endif %}",
        "{% for x in databse %}{% endfor %}",
        "{{ 'a' ~ databse }}",
        "{% set x = databse %}"
      })
  void undefinedNameIsAnErrorEverywhere(String template) {
    Diagnostic problem = failure(template, Values.map("database", Values.map("host", "h")));

    assertThat(problem.code()).isEqualTo("template-undefined");
    assertThat(problem.hint()).contains("Did you mean `database`?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_context", "template", "locale", "template.name", "_context['name']"})
  void engineInternalsAreNotThere(String expression) {
    assertThat(failure("a: {{ " + expression + " }}", Values.map("name", "x")).code())
        .isEqualTo("template-undefined");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ name.getClass() }}",
        "{{ name.class }}",
        "{{ name.bytes }}",
        "{{ name.length() }}",
        "{{ list.getClass().forName('java.lang.Runtime') }}",
        "{{ number.TYPE }}",
        "{% for e in map %}{{ e.getKey() }}{% endfor %}",
        "{% for e in list %}{{ loop.class }}{% endfor %}"
      })
  void noMethodAndNoFieldCanBeReached(String template) {
    Value.Mapping values =
        Values.map(
            "name", "x", "number", 1L, "list", Values.list("a"), "map", Values.map("k", "v"));

    assertThat(failure(template, values).code()).isIn("template-forbidden", "template-undefined");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% include '/etc/passwd' %}",
        "{% import 'x' %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% embed 'x' %}{% endembed %}",
        "{% parallel %}{% endparallel %}",
        "{% cache 'x' %}{% endcache %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% block b %}{% endblock %}",
        "{% filter upper %}{% endfilter %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% flush %}"
      })
  void forbiddenTagsSayThatTheyAreForbidden(String template) {
    Diagnostic problem = failure("a: 1\n" + template, Value.Mapping.EMPTY);

    assertThat(problem.code()).isEqualTo("template-forbidden");
    assertThat(problem.position().orElseThrow()).hasToString("bad.tmpl.yaml:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in range(0, 999999999) %}{% endfor %}",
        "{% for i in range(0, 9999) %}{% for j in range(0, 9999) %}{% endfor %}{% endfor %}",
        "{% set x = 'aaaaaaaa' %}{% for i in range(1, 99) %}{% set x = x ~ x %}{% endfor %}",
        "{% set x = 'aaaaaaaa' %}{% for i in range(1, 99) %}{% set x = x + x %}{% endfor %}",
        "{% set x = [1] %}{% for i in range(1, 99) %}{% set x = [x, x] %}{% endfor %}",
        "{% set x = [1] %}{% for i in range(1, 99) %}{% set x = x + x %}{% endfor %}",
        "{% set x = d %}{% for i in range(1, 99) %}{% set x = x * x %}{% endfor %}{{ x }}",
        "{% for i in range(1, 9999) %}{{ long }}{% endfor %}"
      })
  void templateThatGrowsWithoutBoundIsStopped(String template) {
    Value.Mapping values =
        Values.map(
            "d", new java.math.BigDecimal("1234567890123456789.5"), "long", "x".repeat(5000));

    assertThat(failure(template, values).code()).isIn("template-limit", "template-failed");
  }

  @Test
  void deepNestingIsAnErrorNotACrash() {
    assertThat(failure("a: {{ " + "(".repeat(50_000) + " }}", Value.Mapping.EMPTY).code())
        .isIn("template-limit", "template-syntax");
  }

  @Test
  void renderingThatTakesTooLongIsGivenUp() {
    PebbleDocumentRenderer hasty = new PebbleDocumentRenderer(Duration.ofMillis(1));
    Path file =
        write(
            "slow.tmpl.yaml",
            "{% for i in range(1, 99) %}{% for j in range(1, 999) %}{{ i }}{% endfor %}{% endfor %}");

    assertThatThrownBy(() -> hasty.render(project, file, Value.Mapping.EMPTY))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            e -> assertThat(e.diagnostics().get(0).code()).isEqualTo("template-limit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 1 | uper }}",
        "{{ rage(1, 2) }}",
        "{{ 1 is evn }}",
        "{% fro x in y %}",
        "{{ 1 ",
        "{% if %}"
      })
  void brokenTemplateIsASyntaxError(String template) {
    Diagnostic problem = failure("a: 1\n" + template, Value.Mapping.EMPTY);

    assertThat(problem.code()).isEqualTo("template-syntax");
    assertThat(problem.position().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void unknownFilterNamesTheNearest() {
    assertThat(failure("a: {{ 1 | uper }}", Value.Mapping.EMPTY).hint())
        .contains("Did you mean `upper`?");
  }

  @Test
  void listPrintedBareIsAnErrorThatNamesTheFilters() {
    assertThat(failure("a: {{ l }}", Values.map("l", Values.list("x"))).summary())
        .contains("`json`", "`yaml`");
  }

  @Test
  void requiredValueThatIsEmptyTellsItsMessage() {
    Diagnostic problem =
        failure("\na: {{ host | required('set database.host') }}", Values.map("host", ""));

    assertThat(problem.summary()).endsWith("set database.host");
    assertThat(problem.position().orElseThrow()).hasToString("bad.tmpl.yaml:2");
  }

  @Test
  void invalidYamlIsReportedAtTheTemplatesLine() {
    Diagnostic problem =
        failure(
            """
            {% for item in items %}
            # {{ item }}
            {% endfor %}
            metadata:
              name: {{ name }}
              labels: {a: b
            """,
            Values.map("items", Values.list("1", "2", "3", "4"), "name", "a: b: c"));

    assertThat(problem.code()).isEqualTo("yaml-syntax");
    assertThat(problem.position().orElseThrow()).hasToString("bad.tmpl.yaml:5");
    assertThat(problem.details()).contains("rendered line:   name: a: b: c");
  }

  @Test
  void invalidYamlShowsNoSecret() {
    Diagnostic problem =
        failure("a: {{ p }}\n", Values.map("p", Values.secret("x: y: " + PASSWORD)));

    assertThat(problem.toString()).doesNotContain(PASSWORD);
    assertThat(problem.details()).contains("rendered line: (holds a secret)");
  }

  @Test
  void failedExpressionShowsNoSecret() {
    Diagnostic problem =
        failure("a: {% for x in p %}{% endfor %}", Values.map("p", Values.secret(PASSWORD)));

    assertThat(problem.toString()).doesNotContain(PASSWORD);
  }

  @Test
  void leavesThatDependOnASecretAreSensitiveThroughFiltersAndVariables() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            plain: {{ host }}
            {% set url = "postgres://" ~ host ~ ":" ~ password %}
            direct: {{ password }}
            encoded: {{ url | base64encode }}
            digest: "x-{{ password | upper | sha256 }}-y"
            inside:
              - {name: A, value: {{ host }}}
              - {name: B, value: {{ password }}}
            length: {{ password | length }}
            {% if password == "other" %}
            never: true
            {% else %}
            also: {{ host }}
            {% endif %}
            {% if password | length > 8 %}
            strong: 1
            {% endif %}
            """,
            Values.map("host", "db", "password", Values.secret(PASSWORD)));

    assertThat(document.sensitive())
        .extracting(ValuePath::toString)
        .containsExactlyInAnyOrder("direct", "encoded", "digest", "inside.1.value", "length");
    assertThat(document.tree()).containsEntry("direct", PASSWORD);
  }

  @Test
  void leafBehindAComparisonWithASecretIsSensitive() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            same: {% if password == "hunter2" %}yes{% else %}no{% endif %}

            long: {% if password | length > 7 %}yes{% else %}no{% endif %}

            plain: 1
            """,
            Values.map("password", Values.secret("hunter2")));

    assertThat(document.sensitive())
        .extracting(ValuePath::toString)
        .containsExactlyInAnyOrder("same", "long");
  }

  @Test
  void loopOverAMapMarksOnlyTheSecretEntries() {
    RenderedDocument document =
        only(
            "a.tmpl.yaml",
            """
            data:
              {% for entry in settings %}
              {{ entry.key }}: {{ entry.value | quote }}
              {% endfor %}
            """,
            Values.map(
                "settings", Values.map("a", "1", "b", Values.secret("s3cr3t-value"), "c", "3")));

    assertThat(document.sensitive()).extracting(ValuePath::toString).containsExactly("data.b");
  }

  @Test
  void secretInAKeyOrNameIsRefused() {
    Value.Mapping values = Values.map("p", Values.secret(PASSWORD));

    assertThat(failure("data: {\"{{ p }}\": 1}", values).code()).isEqualTo("secret-in-name");
    assertThat(failure("data: {\"{{ p | sha256 }}\": 1}", values).code())
        .isEqualTo("secret-in-name");
    assertThat(failure("kind: A\nmetadata: {name: \"x{{ p | lower }}\"}", values).code())
        .isEqualTo("secret-in-name");
  }

  @Test
  void leavesThatDependOnOutputsWaitForExactlyThose() {
    Rendering rendering =
        render(
            "a.tmpl.yaml",
            """
            metadata: {name: x}
            host: "{{ host }}:5432"
            encoded: {{ bucket | base64encode }}
            length: {{ bucket | length }}
            both: {{ host ~ bucket }}
            plain: 1
            """,
            Values.map(
                "host", Values.unknown("cloud", "host"),
                "bucket", Values.unknown("cloud", "bucket")));

    assertThat(rendering.shapeWaitsOn()).isEmpty();
    assertThat(rendering.documents().get(0).waiting())
        .isEqualTo(
            Map.of(
                ValuePath.parse("host"), Set.of(Values.ref("cloud", "host")),
                ValuePath.parse("encoded"), Set.of(Values.ref("cloud", "bucket")),
                ValuePath.parse("length"), Set.of(Values.ref("cloud", "bucket")),
                ValuePath.parse("both"),
                    Set.of(Values.ref("cloud", "host"), Values.ref("cloud", "bucket"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\n{% if host == 'x' %}b: 2{% endif %}",
        "kind: A\nmetadata: {name: \"{{ host }}\"}",
        "a: {\"{{ host }}\": 1}",
        "a: {{ host | int }}",
        "{% for i in range(1, host | int) %}\n---\na: 1\n{% endfor %}"
      })
  void shapeThatDependsOnAnOutputWaits(String template) {
    Rendering rendering =
        render("a.tmpl.yaml", template, Values.map("host", Values.unknown("cloud", "host")));

    assertThat(rendering.shapeWaitsOn()).containsExactly(Values.ref("cloud", "host"));
  }

  @Test
  void secretWrittenIntoAPlainFileIsCaughtByItsText() {
    RenderedDocument document =
        only(
            "plain.yaml", "a: x" + PASSWORD + "\nb: 1\n", Values.map("p", Values.secret(PASSWORD)));

    assertThat(document.sensitive()).containsExactly(ValuePath.parse("a"));
  }

  @Test
  void positionsNameTheTemplatesLineOverManyRenderedOnes() {
    Rendering rendering =
        render(
            "a.tmpl.yaml",
            """
            {% for n in names %}
            ---
            kind: A
            metadata:
              name: {{ n }}
            {% endfor %}
            """,
            Values.map("names", Values.list("a", "b", "c")));

    assertThat(rendering.documents()).hasSize(3);
    assertThat(rendering.documents())
        .allSatisfy(
            document ->
                assertThat(document.positions().get(ValuePath.parse("metadata.name")))
                    .hasToString("a.tmpl.yaml:5"));
  }

  @Test
  void fileThatIsNoUtf8OrMissingIsAnError() throws IOException {
    Path file = project.resolve("x.tmpl.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThatThrownBy(() -> renderer.render(project, file, Value.Mapping.EMPTY))
        .hasMessage("can't read x.tmpl.yaml: it is not UTF-8");
    assertThatThrownBy(
            () -> renderer.render(project, project.resolve("no.tmpl.yaml"), Value.Mapping.EMPTY))
        .hasMessage("can't read no.tmpl.yaml: it does not exist");
  }

  @Test
  void documentThatIsNoMapIsAnError() {
    assertThat(failure("- a\n- b\n", Value.Mapping.EMPTY).code()).isEqualTo("not-a-map");
  }

  private RenderedDocument only(String name, String content, Value.Mapping values) {
    Rendering rendering = render(name, content, values);
    assertThat(rendering.documents()).hasSize(1);
    return rendering.documents().get(0);
  }

  private Rendering render(String name, String content, Value.Mapping values) {
    return renderer.render(project, write(name, content), values);
  }

  private Diagnostic failure(String content, Value.Mapping values) {
    Path file = write("bad.tmpl.yaml", content);
    try {
      Rendering rendering = renderer.render(project, file, values);
      throw new AssertionError("rendered: " + rendering.documents().size());
    } catch (DeployctlException expected) {
      assertThat(expected.diagnostics()).hasSize(1);
      return expected.diagnostics().get(0);
    }
  }

  private Path write(String name, String content) {
    try {
      return Files.write(project.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }
}
