package io.deployctl.cli.story;

import io.deployctl.fixtures.WrappedPrograms;
import io.deployctl.providers.sandbox.BinarySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A sandbox's programs whose API server writes down every request that it decides on. */
final class AuditedBinaries {
  private static final String POLICY =
      """
      {"apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"],
       "rules": [{"level": "Metadata", "userGroups": ["system:serviceaccounts"]},
                 {"level": "None"}]}
      """;

  private AuditedBinaries() {}

  /**
   * Makes the directory of programs.
   *
   * @param real the programs
   * @param directory where the others go
   * @param log the file that the requests are written to
   */
  static Path make(BinarySet real, Path directory, Path log) throws IOException {
    Path policy = directory.resolve("audit-policy.json");
    List<String> arguments = List.of("--audit-policy-file=" + policy, "--audit-log-path=" + log);
    WrappedPrograms.make(
        real.directory(), directory.resolve(real.kubernetes()), "kube-apiserver", arguments);
    Files.writeString(policy, POLICY);
    return directory;
  }
}
