package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.command.ImportRequest;
import io.deployctl.cli.command.ImportedProject;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.importing.FoundNamespace;
import io.deployctl.providers.importing.FoundRelease;
import io.deployctl.providers.importing.LeftObject;
import io.deployctl.providers.importing.NamespaceImport;
import io.deployctl.providers.importing.ReleaseImport;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes a project of what runs in a cluster. */
final class Imports {
  private final Cluster cluster;
  private final ImportRequest request;

  Imports(Cluster cluster, ImportRequest request) {
    this.cluster = requireNonNull(cluster, "cluster is null");
    this.request = requireNonNull(request, "request is null");
  }

  /**
   * Reads the cluster and returns the project.
   *
   * @throws DeployctlException when what was asked for is not there
   */
  ImportedProject project() {
    NamespaceImport reader = new NamespaceImport(cluster, request.managers());
    List<FoundNamespace> namespaces = request.namespaces().stream().map(reader::read).toList();
    Findings found = new Findings(namespaces);
    ReleaseImport releases = new ReleaseImport(cluster);
    // What was asked for by name is refused by name; what was only come across is left.
    for (ImportRequest.Release wanted : request.releases()) {
      found.releases().add(releases.read(wanted.namespace(), wanted.name()));
    }
    Set<ImportRequest.Release> others = new LinkedHashSet<>();
    namespaces.forEach(
        one ->
            one.releases()
                .forEach(name -> others.add(new ImportRequest.Release(one.namespace(), name))));
    others.removeAll(request.releases());
    for (ImportRequest.Release other : others) {
      try {
        found.releases().add(releases.read(other.namespace(), other.name()));
      } catch (DeployctlException refused) {
        found.left().add(left(other, refused.diagnostics().get(0)));
      }
    }
    refuseNothing(found);
    return new ProjectWriter(request, cluster.target(), found).project();
  }

  private static LeftObject left(ImportRequest.Release release, Diagnostic why) {
    ResourceId id = new ResourceId("helm.sh", "Helm release", release.namespace(), release.name());
    return new LeftObject(id, why.summary(), why.hint().orElse(""));
  }

  private void refuseNothing(Findings found) {
    boolean any =
        !found.releases().isEmpty()
            || found.namespaces().stream().anyMatch(one -> !one.objects().isEmpty());
    if (any) {
      return;
    }
    Diagnostic nothing =
        Diagnostic.error(
            "nothing-found",
            "there is nothing to write a project of in " + String.join(", ", request.namespaces()));
    for (FoundNamespace namespace : found.namespaces()) {
      for (LeftObject left : namespace.left()) {
        nothing = nothing.detail(left.id().address() + ": " + left.reason());
      }
      for (String unread : namespace.unread()) {
        nothing = nothing.detail("not read: " + unread);
      }
    }
    throw DeployctlException.failed(
        nothing.hint("`deployctl init` without `--from-namespace` writes a small project"));
  }

  /**
   * What was found.
   *
   * @param namespaces what is in the namespaces
   * @param releases Helm's releases
   * @param left what else stays in the cluster
   */
  record Findings(
      List<FoundNamespace> namespaces, List<FoundRelease> releases, List<LeftObject> left) {
    Findings(List<FoundNamespace> namespaces) {
      this(List.copyOf(namespaces), new ArrayList<>(), new ArrayList<>());
    }
  }
}
