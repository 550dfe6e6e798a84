package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.GitState;
import io.deployctl.providers.git.GitCheckout;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Who runs, from what, under which name. */
final class Run {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Invocation invocation;
  private final SecureRandom random = new SecureRandom();

  Run(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Returns a new run id: sortable by time, and not to be met twice. */
  String newId() {
    return TIME.format(invocation.clock().instant()) + "-%06x".formatted(random.nextInt(1 << 24));
  }

  /** Returns who runs. */
  Actor actor() {
    return new Actor(invocation.user(), invocation.host(), ciLink(invocation.environment()));
  }

  /** Returns the checkout that the project's files are in, if they are in one. */
  Optional<GitState> checkout(Place place) {
    return place.files().flatMap(files -> new GitCheckout().of(files.directory()));
  }

  /** Returns the address of the CI job, as GitHub, GitLab and Jenkins tell it. */
  static Optional<String> ciLink(Map<String, String> environment) {
    if (environment.containsKey("GITHUB_RUN_ID")) {
      return Optional.of(
          environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com")
              + "/"
              + environment.getOrDefault("GITHUB_REPOSITORY", "")
              + "/actions/runs/"
              + environment.get("GITHUB_RUN_ID"));
    }
    return Optional.ofNullable(environment.get("CI_JOB_URL"))
        .or(() -> Optional.ofNullable(environment.get("BUILD_URL")));
  }
}
