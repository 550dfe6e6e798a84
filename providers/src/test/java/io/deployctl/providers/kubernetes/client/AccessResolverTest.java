package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kubeconfig, which context, which account. */
class AccessResolverTest {
  private static final String TWO =
      """
      current-context: staging
      contexts:
      - {name: staging, context: {cluster: one, user: me, namespace: shop}}
      - {name: eks-prod, context: {cluster: two, user: me}}
      clusters:
      - {name: one, cluster: {server: "https://one:6443"}}
      - {name: two, cluster: {server: "https://two:6443"}}
      users:
      - {name: me, user: {token: secret-token}}
      """;

  @TempDir private Path directory;

  @Test
  void currentContextIsTakenWhenNothingElseIsAskedFor() throws IOException {
    Access access = resolve(request(file("a", TWO)));

    assertThat(access.context()).contains("staging");
    assertThat(access.server()).isEqualTo("https://one:6443");
    assertThat(access.namespace()).isEqualTo("shop");
    assertThat(access.toString()).doesNotContain("secret-token");
  }

  @Test
  void firstCandidateThatExistsIsTaken() throws IOException {
    Access access =
        resolve(request(Optional.empty(), List.of("arn:aws:prod", "eks-prod"), file("a", TWO)));

    assertThat(access.context()).contains("eks-prod");
  }

  @Test
  void contextOfTheCommandLineBeatsTheProject() throws IOException {
    Access access = resolve(request(Optional.of("staging"), List.of("eks-prod"), file("a", TWO)));

    assertThat(access.context()).contains("staging");
  }

  @Test
  void mistypedContextIsAnsweredWithTheNearestAndAllOthers() throws IOException {
    Diagnostic told = refusal(request(Optional.of("eks-prd"), List.of(), file("a", TWO)));

    assertThat(told.code()).isEqualTo("no-context");
    assertThat(told.summary()).contains("`eks-prd`");
    assertThat(told.details().toString()).contains("`eks-prod`, `staging`");
    assertThat(told.hint().orElseThrow()).contains("--context eks-prod");
  }

  @Test
  void missingCandidatesAreAllNamed() throws IOException {
    Diagnostic told = refusal(request(Optional.empty(), List.of("x1", "x2"), file("a", TWO)));

    assertThat(told.summary()).contains("`x1`, `x2`");
  }

  @Test
  void severalFilesAreMergedAndTheFirstWins() throws IOException {
    Path first =
        file(
            "first",
            """
            contexts: [{name: staging, context: {cluster: mine, user: me}}]
            clusters: [{name: mine, cluster: {server: "https://mine"}}]
            """);
    Access access = resolve(request(first, directory.resolve("absent"), file("second", TWO)));

    assertThat(access.server()).isEqualTo("https://mine");
    assertThat(access.user().path("token").asText()).isEqualTo("secret-token");
  }

  @Test
  void filesAreFoundBesideTheKubeconfigThatNamesThem() throws IOException {
    Files.writeString(directory.resolve("ca.pem"), "the CA");
    Access access =
        resolve(
            request(
                file(
                    "a",
                    """
                    current-context: c
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    clusters: [{name: c, cluster: {server: "https://c", certificate-authority: ca.pem}}]
                    users: [{name: u, user: {tokenFile: token, exec: {command: ./bin/login}}}]
                    """)));

    assertThat(access.cluster().path("certificate-authority-data").asText()).isEqualTo("dGhlIENB");
    assertThat(access.cluster().has("certificate-authority")).isFalse();
    assertThat(access.user().path("tokenFile").asText())
        .isEqualTo(directory.resolve("token").toString());
    assertThat(access.user().path("exec").path("command").asText())
        .isEqualTo(directory.resolve("bin/login").toString());
  }

  @Test
  void missingCertificateFileIsNamed() throws IOException {
    Diagnostic told =
        refusal(
            request(
                file(
                    "a",
                    """
                    current-context: c
                    contexts: [{name: c, context: {cluster: c}}]
                    clusters: [{name: c, cluster: {server: "https://c", certificate-authority: gone.pem}}]
                    """)));

    assertThat(told.summary()).contains(directory.resolve("gone.pem").toString());
  }

  @Test
  void contextThatNamesNoClusterIsTold() throws IOException {
    Diagnostic told =
        refusal(
            request(
                file(
                    "a",
                    """
                    current-context: c
                    contexts: [{name: c, context: {cluster: nowhere, user: u}}]
                    """)));

    assertThat(told.code()).isEqualTo("invalid-kubeconfig");
    assertThat(told.summary()).contains("`nowhere`");
  }

  @Test
  void damagedKubeconfigIsToldByItsPlaceWithoutItsText() throws IOException {
    Diagnostic told = refusal(request(file("a", "users:\n- {name: x, user: {token: hunter22\n")));

    assertThat(told.code()).isEqualTo("invalid-kubeconfig");
    assertThat(told.position().orElseThrow().line()).isPositive();
    assertThat(told.toString()).doesNotContain("hunter22");
  }

  @Test
  void nobodyWithoutAKubeconfigIsLeftAlone() {
    Diagnostic home = refusal(request());
    assertThat(home.code()).isEqualTo("no-cluster");
    assertThat(home.details().toString()).contains(".kube/config");
    assertThat(home.hint().orElseThrow()).contains("deployctl sandbox up");

    Diagnostic variable = refusal(request(directory.resolve("absent")));
    assertThat(variable.details().toString()).contains("KUBECONFIG").contains("absent");
  }

  @Test
  void emptyKubeconfigHasNoContext() throws IOException {
    assertThat(refusal(request(file("a", ""))).code()).isEqualTo("no-context");
  }

  @Test
  void podUsesItsOwnAccount() throws IOException {
    Files.writeString(directory.resolve("token"), "pod-token");
    Files.writeString(directory.resolve("namespace"), "builds\n");
    Files.writeString(directory.resolve("ca.crt"), "the CA");
    Map<String, String> environment =
        Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");
    ClusterRequest request = request(environment, Optional.empty(), List.of("eks-prod"));

    Access access =
        new AccessResolver(request, new InCluster(request.environment(), directory)).resolve();

    assertThat(access.server()).isEqualTo("https://[fd00::1]:443");
    assertThat(access.context()).isEmpty();
    assertThat(access.namespace()).isEqualTo("builds");
    assertThat(access.user().path("tokenFile").asText()).endsWith("/token");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private ClusterRequest request(Path... files) {
    return request(Optional.empty(), List.of(), files);
  }

  private ClusterRequest request(Optional<String> context, List<String> candidates, Path... files) {
    Map<String, String> environment = new TreeMap<>();
    if (files.length > 0) {
      environment.put(
          "KUBECONFIG", Arrays.stream(files).map(Path::toString).collect(Collectors.joining(":")));
    }
    return request(environment, context, candidates);
  }

  private ClusterRequest request(
      Map<String, String> environment, Optional<String> context, List<String> candidates) {
    return new ClusterRequest(
        environment,
        directory.resolve("home"),
        context,
        candidates,
        Optional.empty(),
        Duration.ofSeconds(5),
        (command, redactor, cancellation) -> {
          throw new AssertionError("no process is expected");
        },
        warning -> {});
  }

  private Access resolve(ClusterRequest request) {
    return new AccessResolver(request, new InCluster(request.environment(), directory)).resolve();
  }

  private Diagnostic refusal(ClusterRequest request) {
    return catchThrowableOfType(DeployctlException.class, () -> resolve(request))
        .diagnostics()
        .get(0);
  }
}
