package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Theft;
import java.util.Optional;

/**
 * Who may change an environment.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param holder who holds the lease, or held it until it was taken away just now
 * @param taken whether it was taken away just now
 * @param theft who took it away last, if somebody ever did
 * @param next the command to run next
 */
public record LockReport(
    String project,
    String environment,
    Optional<LeaseHolder> holder,
    boolean taken,
    Optional<Theft> theft,
    String next) {
  /** Refuses nulls. */
  public LockReport {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(holder, "holder is null");
    requireNonNull(theft, "theft is null");
    requireNonNull(next, "next is null");
  }
}
