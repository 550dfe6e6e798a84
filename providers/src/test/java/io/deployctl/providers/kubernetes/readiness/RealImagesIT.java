package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.providers.kubernetes.client.RealPods;
import io.deployctl.providers.kubernetes.client.RealPodsExtension;
import io.deployctl.providers.kubernetes.readiness.Trials.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user is told of images that can't be had, in the words of a real container runtime. */
@ExtendWith(RealPodsExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class RealImagesIT {
  private final Trials trials = new Trials();

  private final Trial present = trials.deployment("present", image("shop/api:2"));

  @Test
  void imageThatTheRegistryHasIsPulledAndRuns() {
    present.assertTold().isEmpty();
  }

  private final Trial second = trials.deployment("second", image("second-try/api:2"));

  @Test
  void imageThatASecondPullGetsIsNoFailure() {
    second.assertTold().isEmpty();
  }

  private final Trial absent = trials.deployment("absent", image("absent/api:2"));

  @Test
  void imageThatIsNotThereIsTold() {
    absent
        .assertTold()
        .matches(
            """
            image-pull: Deployment absent/absent: image `registry.deployctl.test/absent/api:2` of container main in pod absent-POD can't be pulled
              .*ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image .*/absent/api:2: not found
            hint: see whether the image's name and tag exist, and whether the cluster may pull it
            """);
  }

  private final Trial forbidden = trials.deployment("forbidden", image("forbidden/api:2"));

  @Test
  void imageThatMayNotBePulledIsTold() {
    forbidden
        .assertTold()
        .isEqualTo(
            """
            image-pull: Deployment forbidden/forbidden: image `registry.deployctl.test/forbidden/api:2` of container main in pod forbidden-POD can't be pulled
              ImagePullBackOff: Back-off pulling image "registry.deployctl.test/forbidden/api:2": ErrImagePull: failed to pull and unpack image "registry.deployctl.test/forbidden/api:2": failed to resolve reference "registry.deployctl.test/forbidden/api:2": pulling from host ADDRESS failed with status code [manifests 2]: 403 Forbidden
            hint: see whether the image's name is right, and whether the pod's `imagePullSecrets` may pull it
            """);
  }

  private final Trial broken = trials.deployment("broken", image("broken/api:2")).impatient();

  @Test
  void registryThatIsOutOfOrderIsTold() {
    broken
        .assertTold()
        .startsWith("image-pull: Deployment broken/broken: image `registry.deployctl.test/broken/")
        .contains(" failed with status code [manifests 2]: 503 Service Unavailable\n")
        .endsWith(
            "hint: see whether the registry's name is right, and whether it answers the nodes\n");
  }

  private final Trial nowhere =
      trials.deployment("nowhere", "image: 'nowhere.deployctl.test/api:2'").impatient();

  @Test
  void registryThatDoesNotExistIsTold() {
    nowhere
        .assertTold()
        .startsWith("image-pull: Deployment nowhere/nowhere: image `nowhere.deployctl.test/api:2`")
        .contains("dial tcp: lookup nowhere.deployctl.test on ")
        .endsWith(
            "hint: see whether the registry's name is right, and whether it answers the nodes\n");
  }

  private final Trial misnamed = trials.deployment("misnamed", "image: 'Shop/API:2'");

  @Test
  void nameThatIsNoneIsTold() {
    misnamed
        .assertTold()
        .isEqualTo(
            """
            image-pull: Deployment misnamed/misnamed: image `Shop/API:2` of container main in pod misnamed-POD has no valid name
              InvalidImageName: Failed to apply default image tag "Shop/API:2": couldn't parse image name "Shop/API:2": invalid reference format: repository name (API) must be lowercase
            hint: correct the image's name: REGISTRY/REPOSITORY:TAG, in lower case up to the tag
            """);
  }

  private final Trial unpulled =
      trials.deployment("unpulled", "image: shop/api:2\nimagePullPolicy: Never");

  @Test
  void imageThatIsNeverPulledIsTold() {
    unpulled
        .assertTold()
        .isEqualTo(
            """
            image-pull: Deployment unpulled/unpulled: image `shop/api:2` of container main in pod unpulled-POD can't be pulled
              ErrImageNeverPull: Container image "shop/api:2" is not present with pull policy of Never
            hint: put the image on the nodes, or let it be pulled: `imagePullPolicy: IfNotPresent`
            """);
  }

  private static String image(String name) {
    return "image: registry.deployctl.test/" + name;
  }

  @BeforeAll
  void begin(RealPods pods) {
    trials.begin(pods);
  }

  @AfterAll
  void end() {
    trials.end();
  }
}
