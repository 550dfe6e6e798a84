package io.deployctl.core.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.container.Container;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Target;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.GitState;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Zipped;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.ValueUse;
import io.deployctl.fixtures.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlanFileTest {
  private static final long SEED = 20_260_102L;
  private static final int MUTATIONS = 10_000;
  private static final EnvironmentKey KEY = EnvironmentKey.random();
  private static final StepOutputRef ENDPOINT =
      new StepOutputRef(new StepId("cloud"), "db_endpoint");

  private static Content open(String text) {
    return Content.open(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Content sealed(String text) {
    return Content.sealed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static FieldOrigin madeOfEverything() {
    SourcePosition place = new SourcePosition("templates/api.tmpl.yaml", 7, 0);
    return FieldOrigin.at(FieldOrigin.Kind.TEMPLATE, place)
        .around("not written here any more")
        .of(
            List.of(
                new ValueUse(
                    "with.host",
                    ValueUse.Role.CONDITION,
                    Set.of(
                        new Origin.Layer("project", SourcePosition.ofFile("deployctl.yaml")),
                        new Origin.Variable("SHOP_HOST"),
                        new Origin.Flag("--set host"),
                        new Origin.Secret("env:HOST"),
                        new Origin.StepOutput(ENDPOINT),
                        new Origin.EarlierRelease(4),
                        new Origin.BuiltIn("env.name"))),
                new ValueUse("b", ValueUse.Role.VALUE, Set.of())));
  }

  private static SealedPlan sample() {
    ResourceId id = new ResourceId("apps", "Deployment", "shop", "api");
    Effect effect =
        new Effect(
            "apps/Deployment/shop/api",
            Verb.UPDATE,
            id.address(),
            Optional.of(id),
            List.of(
                new FieldChange(
                    "spec.replicas",
                    Optional.of(Leaf.Literal.of(2L)),
                    Optional.of(Leaf.Literal.of(3L)),
                    Optional.of(
                        new Mover(
                            "kubectl-scale", Optional.of(Instant.parse("2026-01-01T00:00:00Z"))))),
                new FieldChange(
                    "data.password",
                    Optional.empty(),
                    Optional.of(new Leaf.Sensitive(new KeyedTag("ab12"))),
                    Optional.empty()),
                new FieldChange(
                    "data.host",
                    Optional.of(new Leaf.Literal(Optional.empty())),
                    Optional.of(new Leaf.Waiting(Set.of(ENDPOINT))),
                    Optional.empty(),
                    Optional.of(madeOfEverything()))),
            Undo.withLoss("its pods restart"),
            Optional.of(new Fingerprint(1, new TreeMap<>(Map.of("uid", "u-1", "live", "t-1")))),
            Set.of(ENDPOINT),
            true,
            List.of("take over from kubectl"),
            List.of(new Permission("patch", "apps", "deployments", "shop", "api")),
            Optional.of(
                FieldOrigin.at(FieldOrigin.Kind.MANIFEST, new SourcePosition("api.yaml", 3, 1))));
    StepPlan step =
        new StepPlan(
            new StepId("api"),
            "manifests",
            2,
            new TreeMap<>(
                Map.of(
                    "open", open("a: 1"),
                    "sealed", sealed("a: 1"),
                    "secrets",
                        Content.ofSecretsIn(
                            "shop", "hunter2-marker".getBytes(StandardCharsets.UTF_8)))),
            List.of(effect),
            Set.of(id),
            false,
            Set.of(ENDPOINT),
            Optional.of("its namespace is not there yet"),
            Map.of("url", true),
            Digest.of("inputs"));
    PlanFileHead head =
        new PlanFileHead(
            "shop",
            "production",
            "7b0c",
            new PlanFileHead.Place(
                List.of("eks-prod"), "shop", "shop-deploy", Optional.of("/var/state"), true),
            Optional.of(
                new Target("cluster-1", "https://k8s", Optional.of("eks"), Optional.of("v1.34.4"))),
            Optional.of(7),
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            Instant.parse("2026-01-03T03:04:05Z"),
            Digest.of("config"),
            Optional.of(new GitState("c0ffee", "main", true)),
            "ana@laptop",
            "0.1.0",
            Map.of("helm", "3.20.2"),
            Set.of(new StepId("api")),
            true,
            List.of(
                new SealedDecision(
                    new StepId("migrate"),
                    Decision.DONE,
                    new RunId("20260101-020304-aaaa"),
                    Instant.parse("2026-01-01T02:03:04.5Z")),
                new SealedDecision(
                    new StepId("topics"),
                    Decision.AGAIN,
                    new RunId("20260101-020304-aaaa"),
                    Instant.parse("2026-01-01T02:03:05Z"))));
    Recipe recipe =
        new Recipe(
            Map.of("SHOP_REPLICAS", "3"),
            List.of("image.tag=1.2"),
            true,
            Map.of("env:DB_PASSWORD", new SecretText("hunter2-marker")));
    return new SealedPlan(head, List.of(new SealedStep("", step)), recipe, sealed("source files"));
  }

  private static Diagnostic refusalOf(byte[] file) {
    try {
      PlanFile.read(file).open(KEY);
    } catch (DeployctlException refused) {
      assertThat(refused.status()).isIn(ExitStatus.INVALID, ExitStatus.FAILED);
      return refused.diagnostics().get(0);
    }
    throw new AssertionError("the file was taken");
  }

  @Test
  void everythingComesBackAsItWasWritten() {
    SealedPlan plan = sample();

    PlanFile file = PlanFile.read(PlanDraft.of(plan).sealedUnder(KEY));

    assertThat(file.head()).isEqualTo(plan.head());
    assertThat(file.open(KEY)).isEqualTo(plan);
  }

  @Test
  void secretsAreNowhereInTheFile() {
    byte[] file = PlanDraft.of(sample()).sealedUnder(KEY);

    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .doesNotContain("hunter2-marker")
        .doesNotContain("source files")
        .doesNotContain("SHOP_REPLICAS");
  }

  @Test
  void idIsOfThisVeryFile() {
    byte[] one = PlanDraft.of(sample()).sealedUnder(KEY);
    byte[] other = PlanDraft.of(sample()).sealedUnder(KEY);

    assertThat(PlanFile.read(one).id()).isEqualTo(PlanFile.read(one.clone()).id());
    assertThat(PlanFile.read(one).id()).isNotEqualTo(PlanFile.read(other).id());
  }

  @Test
  void eachKindOfDamageIsNamed() {
    byte[] file = PlanDraft.of(sample()).sealedUnder(KEY);

    assertThat(refusalOf(new byte[0]).code()).isEqualTo("not-a-plan-file");
    assertThat(refusalOf("PK and more".getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo("not-a-plan-file");
    assertThat(refusalOf(Arrays.copyOf(file, 40)).summary()).isEqualTo("this plan file is cut off");
    assertThat(refusalOf(Arrays.copyOf(file, file.length - 1)).details())
        .containsExactly("it has " + (file.length - 1) + " of " + file.length + " bytes");
    assertThat(refusalOf(Arrays.copyOf(file, file.length + 1)).details())
        .containsExactly("something was added after its end");
    byte[] newer = file.clone();
    newer[19] = 2;
    assertThat(refusalOf(newer).code()).isEqualTo("plan-file-newer");
    byte[] edited = file.clone();
    edited[file.length - 1] ^= 1;
    assertThat(refusalOf(edited).details())
        .containsExactly("its content does not have the digest that it was written with");
  }

  @Test
  void fileOfAnotherKeyIsNotAuthentic() {
    byte[] file = PlanDraft.of(sample()).sealedUnder(EnvironmentKey.random());

    assertThat(refusalOf(file).code()).isEqualTo("plan-file-not-authentic");
  }

  @Test
  void changedContentWithMendedDigestsIsNotAuthentic() {
    byte[] file = PlanDraft.of(sample()).sealedUnder(KEY);
    Container container = Container.read(Damage.FORM, file);
    TreeMap<String, byte[]> entries = new TreeMap<>(container.entries());
    String plan =
        new String(
            Zipped.unpack(entries.get("plan.json.gz")).orElseThrow(), StandardCharsets.UTF_8);
    entries.put(
        "plan.json.gz",
        Zipped.pack(plan.replace("spec.replicas", "spec.paused").getBytes(StandardCharsets.UTF_8)));

    byte[] forged = Container.write(Damage.FORM, entries, container.seal());

    assertThat(PlanFile.read(forged).head()).isEqualTo(sample().head());
    assertThatThrownBy(() -> PlanFile.read(forged).open(KEY))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            refused ->
                assertThat(refused.diagnostics().get(0).code())
                    .isEqualTo("plan-file-not-authentic"));
  }

  /** Bits flipped, bytes removed, added, swapped and overwritten, in places by a fixed seed. */
  @Test
  void noMutationIsEverTaken() {
    byte[] file = PlanDraft.of(sample()).sealedUnder(KEY);
    Random random = new Random(SEED);
    int tried = 0;
    while (tried < MUTATIONS) {
      byte[] mutated = mutate(file, random);
      if (!Arrays.equals(mutated, file)) {
        tried++;
        assertThat(refusalOf(mutated).hint()).isPresent();
      }
    }
    Figures.of(PlanFileTest.class).record("plan mutations refused / tried", tried, MUTATIONS);
  }

  private static byte[] mutate(byte[] file, Random random) {
    int at = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(64, file.length - at));
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = file.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> Arrays.copyOf(file, at);
      case 2 -> without(file, at, length);
      case 3 -> {
        byte[] longer = Arrays.copyOf(file, file.length + length);
        System.arraycopy(file, at, longer, at + length, file.length - at);
        yield longer;
      }
      case 4 -> {
        byte[] overwritten = file.clone();
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, overwritten, at, length);
        yield overwritten;
      }
      default -> {
        byte[] swapped = file.clone();
        int other = random.nextInt(file.length);
        swapped[at] = file[other];
        swapped[other] = file[at];
        yield swapped;
      }
    };
  }

  private static byte[] without(byte[] file, int at, int length) {
    byte[] shorter = new byte[file.length - length];
    System.arraycopy(file, 0, shorter, 0, at);
    System.arraycopy(file, at + length, shorter, at, shorter.length - at);
    return shorter;
  }
}
