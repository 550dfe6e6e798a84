package io.deployctl.providers.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which values went into which field of a rendered template. */
class TemplateUsesTest {
  private static final Value.Mapping VALUES =
      Values.map(
          "image", Values.map("name", "nginx", "tag", "1.27"),
          "debug", true,
          "hosts", Values.list("a.example", "b.example"),
          "ports", Values.list(Values.map("number", 80L), Values.map("number", 81L)),
          "password", Values.secret("correct-Horse-battery-9"));

  @TempDir Path project;

  @Test
  void fieldNamesTheValuesPrintedInItAndItsLine() throws IOException {
    RenderedDocument document =
        rendered(
            """
            kind: Thing
            image: "{{ image.name }}:{{ image.tag }}"
            plain: text
            """);

    assertThat(uses(document, "image")).containsExactly("value image.name", "value image.tag");
    assertThat(uses(document, "plain")).isEmpty();
    assertThat(document.positions().get(ValuePath.parse("image")).line()).isEqualTo(2);
  }

  @Test
  void conditionIsToldOfWhatItLetsIn() throws IOException {
    RenderedDocument document =
        rendered(
            """
            before: 1
            {% if debug %}
            level: debug
            name: {{ image.name }}
            {% endif %}
            after: 2
            """);

    assertThat(uses(document, "before")).isEmpty();
    assertThat(uses(document, "level")).containsExactly("condition debug");
    assertThat(uses(document, "name")).containsExactly("value image.name", "condition debug");
    assertThat(uses(document, "after")).isEmpty();
  }

  @Test
  void itemOfALoopNamesItselfAndNotItsNeighbours() throws IOException {
    RenderedDocument document =
        rendered(
            """
            hosts:
            {% for host in hosts %}
              - {{ host }}
            {% endfor %}
            ports:
            {% for port in ports %}
              - {{ port.number }}
            {% endfor %}
            """);

    assertThat(uses(document, "hosts.0")).containsExactly("value hosts[0]");
    assertThat(uses(document, "hosts.1")).containsExactly("value hosts[1]");
    assertThat(uses(document, "ports.1")).containsExactly("value ports[1].number");
  }

  @Test
  void variableNamesWhatItWasMadeOf() throws IOException {
    RenderedDocument document =
        rendered(
            """
            {% set full = image.name + ":" + image.tag %}
            a: {{ full }}
            """);

    assertThat(uses(document, "a")).containsExactly("value image.name", "value image.tag");
  }

  @Test
  void secretIsNamedAndNeverShown() throws IOException {
    RenderedDocument document = rendered("a: {{ password | base64encode }}\n");

    assertThat(uses(document, "a")).containsExactly("value password");
    assertThat(document.uses().toString()).doesNotContain("correct-Horse");
  }

  private RenderedDocument rendered(String template) throws IOException {
    Path file = project.resolve("a.tmpl.yaml");
    Files.writeString(file, template);
    return new PebbleDocumentRenderer().render(project, file, VALUES).documents().get(0);
  }

  private static List<String> uses(RenderedDocument document, String path) {
    return document.uses().getOrDefault(ValuePath.parse(path), List.of()).stream()
        .map(use -> use.role().word() + " " + use.name())
        .toList();
  }
}
