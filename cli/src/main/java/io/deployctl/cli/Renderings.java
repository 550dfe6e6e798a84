package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.view.RenderReport;
import io.deployctl.core.config.Deployment;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.providers.manifests.OfflineRendering;
import io.deployctl.providers.manifests.RenderedManifests;
import io.deployctl.providers.template.PebbleDocumentRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders the steps of a project whose objects are in its files; connects to nothing. */
final class Renderings {
  private static final String PROVIDER = "manifests";

  private final LoadedProject project;
  private final OfflineRendering rendering;
  private final Diagnostics problems = new Diagnostics();

  Renderings(LoadedProject project, Parts parts) {
    this.project = requireNonNull(project, "project is null");
    this.rendering = new OfflineRendering(new PebbleDocumentRenderer(), parts.redactor());
  }

  /**
   * Renders.
   *
   * @param names the steps to render; all that can be where none is named
   * @throws DeployctlException with the problems of all steps
   */
  RenderReport of(List<String> names) {
    List<StepSpec> steps = project.steps();
    names.forEach(name -> check(name, steps));
    problems.throwIfErrors();
    List<Diagnostic> versions =
        VersionCheck.of(project, step -> names.isEmpty() || names.contains(step.name().name()));
    versions.forEach(problems::add);
    Deployment deployment = project.deployment(Optional.empty());
    List<RenderReport.Step> rendered = new ArrayList<>();
    for (StepSpec step : steps) {
      boolean wanted = names.isEmpty() || names.contains(step.name().name());
      if (wanted && step.provider().equals(PROVIDER)) {
        render(deployment, step).ifPresent(rendered::add);
      }
    }
    problems.throwIfErrors();
    List<Diagnostic> notes = new ArrayList<>(project.notes());
    notes.addAll(versions);
    return new RenderReport(project.environment(), rendered, notes);
  }

  private Optional<RenderReport.Step> render(Deployment deployment, StepSpec step) {
    try {
      RenderedManifests manifests =
          rendering.render(deployment.directory(), deployment.resolve(step, Map.of()));
      return Optional.of(
          new RenderReport.Step(
              step.name().name(),
              manifests.objects().stream()
                  .map(item -> new RenderReport.Item(item.file(), item.tree()))
                  .toList(),
              manifests.shapeWaitsOn()));
    } catch (DeployctlException wrong) {
      // A value that several steps share is wrong once.
      wrong.diagnostics().stream()
          .filter(one -> !problems.list().contains(one))
          .forEach(problems::add);
      return Optional.empty();
    }
  }

  private void check(String name, List<StepSpec> steps) {
    Optional<StepSpec> found =
        steps.stream().filter(step -> step.name().name().equals(name)).findFirst();
    if (found.isEmpty()) {
      List<String> known = steps.stream().map(step -> step.name().name()).toList();
      problems.add(
          Diagnostic.error("unknown-step", "there is no step `" + name + "`")
              .hint(
                  Suggestion.nearest(name, known)
                      .map(near -> "did you mean `" + near + "`?")
                      .orElse("the steps are: " + String.join(", ", known))));
    } else if (!found.get().provider().equals(PROVIDER)) {
      String provider = found.get().provider();
      problems.add(
          Diagnostic.error("nothing-to-render", "`" + name + "` is a step of " + provider)
              .at(found.get().position())
              .hint("only steps of " + PROVIDER + " are rendered; `deployctl plan` shows others"));
    }
  }
}
