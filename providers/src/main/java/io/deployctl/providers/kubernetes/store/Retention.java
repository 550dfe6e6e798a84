package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Release;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Workers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what no kept release and no inventory refers to any more. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** How many Secrets are deleted side by side. */
  static final int AT_ONCE = 4;

  private final StateSecrets secrets;
  private final StateNames names;

  Retention(StateSecrets secrets, StateNames names) {
    this.secrets = secrets;
    this.names = names;
  }

  /**
   * Deletes garbage. It is only tidying: what can't be deleted now is deleted after a later run.
   *
   * @param index what is kept
   * @param release reads a kept release
   */
  void collect(IndexSecret index, IntFunction<Optional<Release>> release) {
    try (Workers workers = new Workers(AT_ONCE)) {
      String uuid = index.index().identity().uuid();
      Set<String> kept = kept(workers, index, uuid, release);
      List<String> records = List.of(StateNames.RELEASE, StateNames.CONTENT);
      sweep(workers, names.namespace(), secrets.names(names.namespace(), uuid, records), kept);
      for (String namespace : index.namespaces()) {
        sweep(
            workers, namespace, secrets.names(namespace, uuid, List.of(StateNames.CONTENT)), kept);
      }
    } catch (ApiFailure | DeployctlException later) {
      LOG.debug("left what is not referred to for a later run: {}", later.getMessage());
    }
  }

  private Set<String> kept(
      Workers workers, IndexSecret index, String uuid, IntFunction<Optional<Release>> release) {
    Set<String> kept = index.referred(names);
    List<Release> releases =
        workers.map(
            List.copyOf(index.records().entrySet()),
            line ->
                release
                    .apply(line.getKey())
                    .orElseThrow(
                        () ->
                            StoreFailures.missing(
                                line.getValue(), "the record of release " + line.getKey())));
    for (Release each : releases) {
      for (ContentRef reference : each.contents()) {
        kept.add(names.content(reference.digest(), reference.placement(), uuid));
      }
    }
    return kept;
  }

  private void sweep(Workers workers, String namespace, List<String> found, Set<String> kept) {
    List<String> garbage =
        found.stream()
            .filter(
                name ->
                    kept.stream()
                        .noneMatch(base -> name.equals(base) || name.startsWith(base + "-")))
            .toList();
    workers.each(garbage, name -> secrets.delete(namespace, name));
  }
}
