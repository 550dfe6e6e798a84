package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.fixtures.GoldenFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ImportViewTest {
  private static final List<String> FILES =
      List.of("deployctl.yaml", "manifests/workloads/deployment-api.yaml");

  @Test
  void peopleReadWhatWasWrittenWhatWasLeftAndWhatIsToBeDone() {
    golden("import/some.txt", Screen.human(ImportViewTest::show));
  }

  @Test
  void verboseNamesEveryFileAndObject() {
    golden(
        "import/verbose.txt", Screen.human(Style.PLAIN, Verbosity.VERBOSE, ImportViewTest::show));
  }

  @Test
  void programsGetItInOneDocument() {
    golden("import/some.json", Screen.json(ImportViewTest::show));
  }

  @Test
  void whereNothingIsLeftNothingIsSaidOfIt() {
    ImportReport plain =
        new ImportReport(
            "shop",
            "live",
            "",
            List.of("release shop/cache"),
            List.of(new ImportReport.Step("cache", List.of("Helm release shop/cache"))),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "deployctl plan");
    golden(
        "import/plain.txt",
        Screen.human(views -> views.imported(Path.of("/home/kim/shop"), FILES, plain)));
  }

  private static void show(Views views) {
    views.imported(Path.of("/home/kim/shop"), FILES, report());
  }

  private static ImportReport report() {
    return new ImportReport(
        "shop",
        "live",
        "kind-shop",
        List.of("namespace shop", "release shop/cache"),
        List.of(
            new ImportReport.Step("configuration", List.of("2 ConfigMap", "1 ServiceAccount")),
            new ImportReport.Step(
                "cache", List.of("Helm release shop/cache", "chart redis 18.1.0")),
            new ImportReport.Step("workloads", List.of("1 Deployment"))),
        List.of(
            new ImportReport.Left(
                "Secrets, whose values are not written into files",
                "write a template for it",
                List.of("Secret shop/db")),
            new ImportReport.Left(
                "made for the ReplicaSet that owns it",
                "",
                List.of("Pod shop/api-1", "Pod shop/api-2")),
            new ImportReport.Left(
                "made by `kube-controller-manager`",
                "",
                List.of("ConfigMap shop/kube-root-ca.crt", "Endpoints shop/api"))),
        List.of("Role (forbidden)"),
        List.of(
            new ImportReport.Provided(
                "CACHE_AUTH_PASSWORD", "`auth.password` of Helm release shop/cache")),
        List.of(
            new ImportReport.Remark(
                "manifests/workloads/deployment-api.yaml",
                "the variable `API_TOKEN` looks like a secret")),
        "deployctl plan");
  }

  private static void golden(String name, String actual) {
    GoldenFile.of("view/" + name).matches(actual);
  }
}
