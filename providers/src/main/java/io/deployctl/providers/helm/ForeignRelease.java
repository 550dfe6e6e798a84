package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Objects;
import java.util.Optional;

/** Judges a release that this environment did not make. */
final class ForeignRelease {
  private static final String FLUX = "metadata.labels.helm\\.toolkit\\.fluxcd\\.io/name";

  private final ReleaseSpec spec;
  private final EnvironmentIdentity environment;
  private final HelmRevision revision;

  ForeignRelease(ReleaseSpec spec, EnvironmentIdentity environment, HelmRevision revision) {
    this.spec = spec;
    this.environment = environment;
    this.revision = revision;
  }

  /** Returns why it can't be taken over, if it can't. */
  Optional<Verdict> refusal(Cluster cluster) {
    String other = revision.environment();
    if (!other.isEmpty() && !other.equals(environment.uuid())) {
      return refused(
          "belongs to another environment (" + other + ")",
          "Give one of the two another release name, or destroy the other environment; if there is"
              + " none any more, take its mark off with `kubectl label secret -n "
              + spec.namespace()
              + " -l owner=helm,name="
              + spec.release()
              + " "
              + HelmHistory.ENVIRONMENT_LABEL
              + "-`");
    }
    if (revision.isPending()) {
      Diagnostic pending = HelmPlans.pending(spec, revision);
      return refused(stands(), pending.hint().orElseThrow());
    }
    if (!revision.isDeployed()) {
      return refused(
          stands(),
          "Bring it to an end that works first: `helm history "
              + arguments()
              + "`, then `helm rollback "
              + arguments()
              + "` or `helm upgrade`");
    }
    Optional<String> flux = flux(cluster);
    return flux.isEmpty()
        ? Optional.empty()
        : refused(
            "belongs to Flux (HelmRelease `" + flux.get() + "`)",
            "Suspend the HelmRelease and delete it with its release kept, or leave the step out");
  }

  /** Refuses to plan over what can't be taken over. */
  void refuse(Cluster cluster) {
    refusal(cluster)
        .ifPresent(
            why -> {
              throw DeployctlException.failed(
                  Diagnostic.error("owned-by-others", why.address() + " " + why.reason())
                      .hint(why.hint().orElseThrow()));
            });
  }

  private Optional<String> flux(Cluster cluster) {
    return revision.manifest(cluster, spec.namespace()).withoutHooks().stream()
        .map(object -> object.leaves().get(FLUX))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .findFirst();
  }

  private String stands() {
    return "is at revision %d of %s, which is %s since %s"
        .formatted(revision.number(), revision.chart(), revision.status(), revision.deployedAt());
  }

  private String arguments() {
    return spec.release() + " -n " + spec.namespace();
  }

  private Optional<Verdict> refused(String reason, String hint) {
    return Optional.of(Verdict.refused(spec.address(), reason, hint));
  }
}
