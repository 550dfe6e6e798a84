package io.deployctl.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GithubViewsTest {
  @TempDir private Path directory;

  @Test
  void diagnosticsAreAnnotationsOfTheirFilesToo() {
    String printed =
        annotated(
            views ->
                views.diagnostics(
                    List.of(
                        Diagnostic.error("unknown-key", "100% wrong\nkey `paht`")
                            .at(new SourcePosition("a,b.yaml", 3, 7))
                            .hint("did you mean `path`?"),
                        Diagnostic.warning("old", "deprecated"))));

    assertThat(printed)
        .contains(
            "::error title=unknown-key,file=deploy/a%2Cb.yaml,line=3,col=7"
                + "::100%25 wrong%0Akey `paht`%0Ahint: did you mean `path`?\n")
        .contains("::warning title=old::deprecated\n");
  }

  @Test
  void planGoesIntoTheJobsSummary() throws Exception {
    annotated(views -> views.plan(PlanKind.PLAN, Samples.small(), Optional.empty()));
    annotated(views -> views.plan(PlanKind.DRIFT, Samples.empty(), Optional.empty()));

    assertThat(Files.readString(directory.resolve("summary.md")))
        .contains("## Plan of ecap in development", "+ Deployment default/web")
        .contains("## Drift of ecap in production", "**No drift; 2 checks will run**");
  }

  private String annotated(java.util.function.Consumer<Views> use) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Screen.human(
        views ->
            use.accept(
                new GithubViews(
                    views, err, Optional.of(directory.resolve("summary.md")), "deploy/")));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
