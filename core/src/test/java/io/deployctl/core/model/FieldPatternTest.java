package io.deployctl.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPatternTest {
  @Test
  void pathIsReadAsPlansShowIt() {
    assertThat(FieldPattern.parse("spec.containers[app].env[name=HTTP_*].value").parts())
        .containsExactly(
            key("spec"),
            key("containers"),
            item("", "app"),
            key("env"),
            item("name", "HTTP_*"),
            key("value"));
    assertThat(FieldPattern.parse("metadata.annotations[example.com/a b]").parts())
        .containsExactly(key("metadata"), key("annotations"), item("", "example.com/a b"));
    assertThat(FieldPattern.parse("data['tls.crt']").parts())
        .containsExactly(key("data"), item("", "tls.crt"));
    assertThat(FieldPattern.parse("[x.y].z").parts()).containsExactly(item("", "x.y"), key("z"));
    assertThat(FieldPattern.parse("spec.replicas")).hasToString("spec.replicas");
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    ".spec, it can't be read from `.spec` on",
    "spec..replicas, it can't be read from `..replicas` on",
    "spec., it can't be read from `.` on",
    "spec[, it can't be read from `[` on",
    "spec[]x, it can't be read from `[]x` on",
    "spec[a]b, a dot is missing before `b`",
    "spec .x, it can't be read from ` .x` on",
    "a.[b], it can't be read from `.[b]` on",
    "spec]x, it can't be read from `]x` on",
    "metadata, it says which object it is",
    "kind, it says which object it is",
    "metadata.name, it says which object it is",
  })
  void whatCannotBeReadIsToldFromWhereOn(String text, String why) {
    assertThatThrownBy(() -> FieldPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  private static FieldPattern.Part key(String name) {
    return new FieldPattern.Part(false, "", new Glob(name));
  }

  private static FieldPattern.Part item(String field, String name) {
    return new FieldPattern.Part(true, field, new Glob(name));
  }
}
