package io.deployctl.providers.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateReader;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** State on a real API server. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesEnvironmentStoreIT {
  private static final EnvironmentKey KEY = EnvironmentKey.of(new byte[32]);

  private Cluster cluster;

  @BeforeAll
  void connect(RunningSandbox sandbox) {
    cluster = TestClusters.connect(sandbox.kubeconfig());
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void nothingIsThereAndNothingIsMadeBeforeTheFirstRun() {
    assertThat(store("before", "dev").read()).isEmpty();
    assertThat(store("before", "dev").holder()).isEmpty();
    assertThat(store("before", "dev").release(1)).isEmpty();
    assertThat(cluster.get(StateNames.NAMESPACES, "", "before")).isEmpty();
  }

  @Test
  void identityAndKeyOfTheFirstRunStay() {
    StoredEnvironment first = store("first", "dev").initialise(identity("dev", "uuid-1"), KEY);
    StoredEnvironment second =
        store("first", "dev").initialise(identity("dev", "uuid-2"), EnvironmentKey.random());

    assertThat(first.identity().uuid()).isEqualTo("uuid-1");
    assertThat(second.identity().uuid()).isEqualTo("uuid-1");
    assertThat(store("first", "dev").tagger().tag("x")).isEqualTo(KEY.tagger().tag("x"));
    assertThat(store("first", "dev").read().orElseThrow().releases()).isEmpty();
  }

  @Test
  void anotherStoreReadsWhatWasSaved() {
    KubernetesEnvironmentStore writer = initialised("roundtrip", "dev");
    Content open = Content.open(Samples.noise(1, 2 * 1024 * 1024));
    Content sealed = Content.sealed(Samples.noise(2, 900 * 1024));
    Content secrets = Content.ofSecretsIn("default", "password: hunter22".getBytes());
    ContentRef[] references = {writer.put(open), writer.put(sealed), writer.put(secrets)};
    Release release = Samples.release(1, ReleaseStatus.DEPLOYED, references);
    Inventory inventory = Samples.inventory(1_000);
    Hold hold = new Hold(Digest.of("held"), 1, "dana@ci");
    try (Lease lease = writer.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      writer.save(release, inventory, Optional.of(hold), lease);
    }

    KubernetesEnvironmentStore reader = store("roundtrip", "dev");
    StoredEnvironment read = reader.read().orElseThrow();
    assertThat(read.inventory()).isEqualTo(inventory);
    assertThat(read.hold()).contains(hold);
    assertThat(read.deployed().map(ReleaseSummary::number)).contains(1);
    assertThat(reader.release(1)).contains(release);
    assertThat(reader.get(references[0])).isEqualTo(open);
    assertThat(reader.get(references[1])).isEqualTo(sealed);
    assertThat(reader.get(references[2])).isEqualTo(secrets);
  }

  @Test
  void noSecretOfSealedContentStandsInTheStateNamespace() {
    KubernetesEnvironmentStore store = initialised("sealing", "dev");
    store.put(Content.sealed("password: hunter22-sealed".getBytes()));
    store.put(Content.ofSecretsIn("default", "password: hunter22-kept".getBytes()));

    List<String> values =
        cluster.list(StateNames.SECRETS, "sealing", "").stream()
            .flatMap(secret -> secret.path("data").properties().stream())
            .map(entry -> new String(Base64.getDecoder().decode(entry.getValue().asText())))
            .toList();
    assertThat(values).isNotEmpty().noneMatch(value -> value.contains("hunter22"));
  }

  @Test
  void contentForANamespaceThatIsNotThereIsSealedInstead() {
    KubernetesEnvironmentStore store = initialised("elsewhere", "dev");

    Content content = Content.ofSecretsIn("not-there-yet", "password: hunter22".getBytes());
    ContentRef reference = store.put(content);

    assertThat(reference.placement()).isEqualTo(new Placement.Sealed());
    assertThat(store.get(reference).bytes()).isEqualTo(content.bytes());
  }

  @Test
  void runThatLostItsLeaseSavesNothing() {
    KubernetesEnvironmentStore first = initialised("lost", "dev");
    Lease lease = first.acquire(Samples.holder("run-1"), Duration.ZERO);
    first.save(Samples.release(1, ReleaseStatus.PENDING), Inventory.EMPTY, Optional.empty(), lease);
    KubernetesEnvironmentStore second = store("lost", "dev");
    second.steal("dana@desk", "to try it");
    try (Lease other = second.acquire(Samples.holder("run-2"), Duration.ZERO)) {
      second.save(
          Samples.release(2, ReleaseStatus.PENDING), Inventory.EMPTY, Optional.empty(), other);

      DeployctlException refused =
          catchThrowableOfType(
              DeployctlException.class,
              () ->
                  first.save(
                      Samples.release(1, ReleaseStatus.DEPLOYED),
                      Samples.inventory(1),
                      Optional.empty(),
                      lease));

      assertThat(refused.diagnostics().get(0).code()).isIn("state-changed", "lease-lost");
      assertThat(second.read().orElseThrow().inventory()).isEqualTo(Inventory.EMPTY);
      assertThat(second.release(1).orElseThrow().status()).isEqualTo(ReleaseStatus.PENDING);
    }
    lease.close();
  }

  @Test
  void saveOverAnIndexThatSomebodyElseWroteIsRefused() {
    KubernetesEnvironmentStore store = initialised("overtaken", "dev");
    try (Lease lease = store.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      store.save(
          Samples.release(1, ReleaseStatus.PENDING), Inventory.EMPTY, Optional.empty(), lease);
      annotate("overtaken", "deployctl-dev");

      DeployctlException refused =
          catchThrowableOfType(
              DeployctlException.class,
              () ->
                  store.save(
                      Samples.release(1, ReleaseStatus.DEPLOYED),
                      Inventory.EMPTY,
                      Optional.empty(),
                      lease));

      assertThat(refused.diagnostics().get(0).code()).isEqualTo("state-changed");
    }
  }

  @Test
  void tenReleasesAndTheLastVerifiedOneAreKeptWithTheirContentAndNothingElse() {
    KubernetesEnvironmentStore store = initialised("kept", "dev");
    ContentRef[] contents = new ContentRef[14];
    ContentRef shared = store.put(Content.open("shared".getBytes()));
    try (Lease lease = store.acquire(Samples.holder("run"), Duration.ZERO)) {
      for (int number = 1; number <= 13; number++) {
        contents[number] = store.put(Content.open(("content " + number).getBytes()));
        Release release = Samples.release(number, ReleaseStatus.PENDING, contents[number], shared);
        store.save(release, Samples.inventory(number), Optional.empty(), lease);
        store.save(
            release.ended(ReleaseStatus.FAILED, Instant.EPOCH, number == 2),
            Samples.inventory(number),
            Optional.empty(),
            lease);
      }
    }

    KubernetesEnvironmentStore reader = store("kept", "dev");
    assertThat(reader.read().orElseThrow().releases())
        .extracting(ReleaseSummary::number)
        .containsExactly(2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    assertThat(reader.release(3)).isEmpty();
    assertThat(reader.get(contents[2]).bytes()).isEqualTo("content 2".getBytes());
    assertThat(reader.get(shared).bytes()).isEqualTo("shared".getBytes());
    assertThat(catchThrowableOfType(DeployctlException.class, () -> reader.get(contents[3])))
        .extracting(refused -> refused.diagnostics().get(0).code())
        .isEqualTo("content-missing");
    // Eleven records, their contents, one shared by all, one inventory, index and key.
    assertThat(cluster.list(StateNames.SECRETS, "kept", "")).hasSize(11 + 11 + 1 + 1 + 2);
  }

  @Test
  void changedContentIsNoticedAndMendedByTheNextRunThatHasIt() {
    KubernetesEnvironmentStore store = initialised("tampered", "dev");
    Content content = Content.open("replicas: 2".getBytes());
    ContentRef reference = store.put(content);
    String name = "deployctl-dev-o-" + content.digest().hex();
    ObjectNode secret = cluster.get(StateNames.SECRETS, "tampered", name).orElseThrow();
    StateSecrets secrets = new StateSecrets(cluster);
    secrets.delete("tampered", name);
    ObjectNode forged = secret.deepCopy();
    ((ObjectNode) forged.path("metadata")).remove(List.of("uid", "resourceVersion"));
    StateSecrets.put(forged, java.util.Map.of("form", "plain".getBytes()));
    secrets.createIfAbsent("tampered", forged);

    KubernetesEnvironmentStore other = store("tampered", "dev");
    assertThat(catchThrowableOfType(DeployctlException.class, () -> other.get(reference)))
        .extracting(refused -> refused.diagnostics().get(0).code())
        .isEqualTo("content-not-authentic");
    other.put(content);
    assertThat(other.get(reference)).isEqualTo(content);
  }

  @Test
  void lostKeyIsNeverReplaced() {
    KubernetesEnvironmentStore store = initialised("keyless", "dev");
    try (Lease lease = store.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      store.save(
          Samples.release(1, ReleaseStatus.DEPLOYED), Inventory.EMPTY, Optional.empty(), lease);
    }
    new StateSecrets(cluster).delete("keyless", "deployctl-dev-key");

    KubernetesEnvironmentStore other = store("keyless", "dev");
    for (DeployctlException refused :
        List.of(
            catchThrowableOfType(DeployctlException.class, other::tagger),
            catchThrowableOfType(
                DeployctlException.class,
                () -> other.initialise(identity("dev", "uuid-9"), KEY)))) {
      assertThat(refused.diagnostics().get(0).code()).isEqualTo("environment-key-missing");
    }
  }

  @Test
  void environmentsShareANamespaceAndTheLastOneTakesItAlong() {
    KubernetesEnvironmentStore dev = initialised("shared", "dev");
    KubernetesEnvironmentStore prod = initialised("shared", "prod");
    dev.put(Content.ofSecretsIn("default", "of dev".getBytes()));
    Lease devLease = dev.acquire(Samples.holder("run-1"), Duration.ZERO);
    Lease prodLease = prod.acquire(Samples.holder("run-2"), Duration.ZERO);
    dev.save(
        Samples.release(1, ReleaseStatus.DEPLOYED),
        Samples.inventory(3),
        Optional.empty(),
        devLease);

    dev.remove(devLease);

    assertThat(store("shared", "dev").read()).isEmpty();
    assertThat(store("shared", "prod").read()).isPresent();
    assertThat(prodLease.isHeld()).isTrue();
    assertThat(cluster.list(StateNames.SECRETS, "default", "deployctl.io/env=uuid-shared-dev"))
        .isEmpty();
    prod.remove(prodLease);
    assertThat(
            cluster
                .get(StateNames.NAMESPACES, "", "shared")
                .map(found -> found.path("status").path("phase").asText())
                .orElse("Terminating"))
        .isEqualTo("Terminating");
  }

  @Test
  void namespaceThatHoldsSomethingElseStays() {
    KubernetesEnvironmentStore store = initialised("mixed", "dev");
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    other.put("apiVersion", "v1").put("kind", "Secret");
    other.putObject("metadata").put("name", "of-somebody-else");
    cluster.create(StateNames.SECRETS, "mixed", other);

    store.remove(store.acquire(Samples.holder("run-1"), Duration.ZERO));

    assertThat(cluster.get(StateNames.SECRETS, "mixed", "of-somebody-else")).isPresent();
    assertThat(cluster.list(StateNames.SECRETS, "mixed", "")).hasSize(1);
  }

  @Test
  void anotherProjectsStateUnderTheSameNamesIsRefused() {
    initialised("contested", "dev");

    KubernetesEnvironmentStore other =
        new KubernetesEnvironmentStore(() -> cluster, "contested", "billing", "dev");

    assertThat(catchThrowableOfType(DeployctlException.class, other::read))
        .extracting(refused -> refused.diagnostics().get(0).code())
        .isEqualTo("state-namespace-taken");
  }

  @Test
  void wholeStateMovesToANamespaceAndWhatItsOwnPlaceCantKeepIsSealed() {
    ObjectNode elsewhere = JsonNodeFactory.instance.objectNode();
    elsewhere.put("apiVersion", "v1").put("kind", "Namespace");
    elsewhere.putObject("metadata").put("name", "app-moving");
    cluster.create(StateNames.NAMESPACES, "", elsewhere);
    KubernetesEnvironmentStore from = initialised("moving-from", "dev");
    Content secrets = Content.ofSecretsIn("app-moving", "password: hunter22".getBytes());
    Content gone = Content.ofSecretsIn("default", "password: hunter23".getBytes());
    ContentRef[] references = {from.put(secrets), from.put(gone)};
    try (Lease lease = from.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      from.save(
          Samples.release(1, ReleaseStatus.DEPLOYED, references),
          Samples.inventory(20),
          Optional.empty(),
          lease);
    }
    StateImage image = StateReader.read(from.parts()).orElseThrow();
    assertThat(image.isWhole()).isTrue();
    deleteNamespace("app-moving");

    KubernetesEnvironmentStore to = store("moving-to", "dev");
    try (Lease lease = to.acquire(Samples.holder("run-2"), Duration.ZERO)) {
      to.replace(image, lease);
      // Doing it again changes nothing.
      to.replace(image, lease);
    }

    KubernetesEnvironmentStore reader = store("moving-to", "dev");
    StateImage moved = StateReader.read(reader.parts()).orElseThrow();
    assertThat(moved.isWhole()).isTrue();
    assertThat(moved.index()).isEqualTo(image.index());
    assertThat(moved.inventory()).isEqualTo(image.inventory());
    assertThat(moved.contents().values())
        .extracting(content -> new String(content.bytes()))
        .containsExactlyInAnyOrder("password: hunter22", "password: hunter23");
    assertThat(moved.contents().keySet())
        .extracting(ContentRef::placement)
        .contains(new Placement.Sealed(), new Placement.SecretIn("default"));
    assertThat(reader.tagger().tag("x")).isEqualTo(KEY.tagger().tag("x"));
    assertThat(reader.examine().troubles()).isEmpty();
  }

  @Test
  void stateOfAnotherEnvironmentIsReplacedWithNothingOfItLeft() {
    KubernetesEnvironmentStore old = initialised("replaced", "dev");
    ContentRef reference = old.put(Content.sealed("of the old one".getBytes()));
    try (Lease lease = old.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      old.save(
          Samples.release(1, ReleaseStatus.DEPLOYED, reference),
          Samples.inventory(3),
          Optional.empty(),
          lease);
    }
    EnvironmentKey key = EnvironmentKey.random();
    StateImage image =
        new StateImage(
            EnvironmentIndex.empty(identity("dev", "uuid-new")),
            Optional.of(key),
            Inventory.EMPTY,
            new TreeMap<>(),
            Map.of(),
            List.of());

    KubernetesEnvironmentStore writer = store("replaced", "dev");
    try (Lease lease = writer.acquire(Samples.holder("run-2"), Duration.ZERO)) {
      writer.replace(image, lease);
    }

    KubernetesEnvironmentStore reader = store("replaced", "dev");
    assertThat(reader.read().orElseThrow().identity().uuid()).isEqualTo("uuid-new");
    assertThat(reader.tagger().tag("x")).isEqualTo(key.tagger().tag("x"));
    assertThat(cluster.list(StateNames.SECRETS, "replaced", "deployctl.io/env=uuid-replaced-dev"))
        .isEmpty();
  }

  @Test
  void environmentsAreFoundWithoutACheckout() {
    initialised("found-1", "dev");
    KubernetesEnvironmentStore strange =
        new KubernetesEnvironmentStore(() -> cluster, "found-2", "Billing/EU", "Prod 1");
    strange.initialise(new EnvironmentIdentity("Billing/EU", "Prod 1", "uuid-strange"), KEY);

    EnvironmentFinder finder = new EnvironmentFinder(cluster);
    assertThat(finder.find(Optional.of("shop"), Optional.of("dev"), Optional.empty()))
        .contains(new FoundEnvironment(identity("dev", "uuid-found-1-dev"), "found-1"))
        .noneMatch(found -> found.stateNamespace().equals("found-2"));
    assertThat(finder.find(Optional.of("Billing/EU"), Optional.empty(), Optional.empty()))
        .extracting(FoundEnvironment::stateNamespace)
        .containsExactly("found-2");
    assertThat(finder.find(Optional.of("none"), Optional.empty(), Optional.empty())).isEmpty();
  }

  private void deleteNamespace(String name) {
    cluster.delete(
        StateNames.NAMESPACES,
        "",
        name,
        new Deletion(Optional.empty(), Optional.empty(), "Background", false));
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (cluster.get(StateNames.NAMESPACES, "", name).isPresent()) {
      assertThat(System.nanoTime()).as("time until " + name + " is gone").isLessThan(deadline);
    }
  }

  private void annotate(String namespace, String name) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("annotations").put("example.com/note", "hello");
    cluster.merge(StateNames.SECRETS, namespace, name, patch);
  }

  private KubernetesEnvironmentStore initialised(String namespace, String environment) {
    KubernetesEnvironmentStore store = store(namespace, environment);
    store.initialise(identity(environment, "uuid-" + namespace + "-" + environment), KEY);
    return store;
  }

  private KubernetesEnvironmentStore store(String namespace, String environment) {
    return new KubernetesEnvironmentStore(() -> cluster, namespace, "shop", environment);
  }

  private static EnvironmentIdentity identity(String environment, String uuid) {
    return new EnvironmentIdentity("shop", environment, uuid);
  }
}
