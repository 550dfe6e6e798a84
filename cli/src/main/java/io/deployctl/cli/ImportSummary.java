package io.deployctl.cli;

import io.deployctl.cli.command.ImportRequest;
import io.deployctl.cli.view.ImportReport;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.importing.FoundNamespace;
import io.deployctl.providers.importing.FoundRelease;
import io.deployctl.providers.importing.LeftObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects what became of what runs. For one project. */
final class ImportSummary {
  private static final String SECRETS = "Secrets, whose values are not written into files";
  private static final String SECRETS_HINT =
      "to manage one, write its manifest as a template that takes the values from a source of"
          + " secrets; until then what runs goes on using it";

  private final ImportRequest request;
  private final Target target;
  private final Imports.Findings found;
  private final List<ImportReport.Step> steps = new ArrayList<>();
  private final List<ImportReport.Provided> provided = new ArrayList<>();
  private final List<ImportReport.Remark> remarks = new ArrayList<>();

  ImportSummary(ImportRequest request, Target target, Imports.Findings found) {
    this.request = request;
    this.target = target;
    this.found = found;
  }

  /** Adds a step of objects. */
  void objects(String step, List<ResourceId> ids) {
    steps.add(new ImportReport.Step(step, ProjectWriter.counted(ids)));
  }

  /** Adds a step that is a release of Helm's. */
  void release(String step, String chart, FoundRelease release) {
    String what = "Helm release " + release.namespace() + "/" + release.name();
    steps.add(new ImportReport.Step(step, List.of(what, "chart " + release.chart())));
    release
        .secrets()
        .forEach(
            secret ->
                provided.add(
                    new ImportReport.Provided(secret.variable(), secret.what() + " of " + what)));
    release.notes().forEach(note -> remark(chart, note));
  }

  /** Adds something to look at. */
  void remark(String file, String text) {
    remarks.add(new ImportReport.Remark(file, text));
  }

  /** Returns it all. */
  ImportReport report() {
    List<String> from = new ArrayList<>();
    request.namespaces().forEach(name -> from.add("namespace " + name));
    request.releases().forEach(one -> from.add("release " + one.namespace() + "/" + one.name()));
    List<String> unread = new ArrayList<>();
    found.namespaces().forEach(namespace -> unread.addAll(namespace.unread()));
    return new ImportReport(
        request.project(),
        request.environment(),
        target.context().orElse(""),
        from,
        steps,
        left(),
        unread.stream().distinct().toList(),
        provided,
        remarks,
        next());
  }

  /** Plans refuse what another program may write again, until somebody says that it will not. */
  private String next() {
    return request.managers().isEmpty()
        ? "deployctl plan"
        : "deployctl adopt --from-manager "
            + String.join(" --from-manager ", new TreeSet<>(request.managers()));
  }

  private List<ImportReport.Left> left() {
    Map<LeftObject, List<String>> groups = new LinkedHashMap<>();
    for (FoundNamespace namespace : found.namespaces()) {
      namespace.secrets().forEach(id -> add(groups, new LeftObject(id, SECRETS, SECRETS_HINT)));
    }
    found.left().forEach(left -> add(groups, left));
    for (FoundNamespace namespace : found.namespaces()) {
      namespace.left().stream().filter(this::isNews).forEach(left -> add(groups, left));
    }
    List<ImportReport.Left> all = new ArrayList<>();
    groups.forEach(
        (first, objects) -> all.add(new ImportReport.Left(first.reason(), first.hint(), objects)));
    return all;
  }

  /** The objects of a release that was taken are in its chart. */
  private boolean isNews(LeftObject left) {
    return found.releases().stream()
        .map(FoundRelease::toString)
        .noneMatch(taken -> left.release().filter(taken::equals).isPresent());
  }

  private static void add(Map<LeftObject, List<String>> groups, LeftObject left) {
    LeftObject group =
        groups.keySet().stream()
            .filter(one -> one.reason().equals(left.reason()) && one.hint().equals(left.hint()))
            .findFirst()
            .orElse(left);
    groups.computeIfAbsent(group, one -> new ArrayList<>()).add(left.id().address());
  }
}
