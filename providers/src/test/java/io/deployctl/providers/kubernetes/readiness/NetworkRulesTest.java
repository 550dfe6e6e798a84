package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkRulesTest {
  private static final String SERVICE =
      """
      metadata: {name: api, namespace: shop, uid: svc-1}
      spec: {type: ClusterIP, selector: {app: api}}
      """;

  private final FakeSurroundings around = new FakeSurroundings();

  @Test
  void serviceWithAnEndpointThatAnswersIsReady() {
    around.with(slice("{ready: true}"));
    assertThat(service(SERVICE)).isEqualTo("READY: 1 endpoint\n");
  }

  @Test
  void endpointThatDoesNotSayIsReady() {
    around.with(slice("{}"));
    assertThat(service(SERVICE)).isEqualTo("READY: 1 endpoint\n");
  }

  @Test
  void serviceThatSelectsNothingNamesItsLabels() {
    around.with(pod("{app: web}", "True"));
    assertThat(service(SERVICE))
        .isEqualTo(
            """
            PROGRESSING: no endpoints yet
            no-endpoints: no ready pod stands behind the Service
              no pod has the labels app=api
            hint: make the selector fit the labels of the pods, or the labels the selector
            """);
  }

  @Test
  void serviceWhosePodsAreNotReadySaysSo() {
    around.with(slice("{ready: false}") + "---" + pod("{app: api, tier: web}", "False"));
    assertThat(service(SERVICE))
        .isEqualTo(
            """
            PROGRESSING: no endpoints yet
            no-endpoints: no ready pod stands behind the Service
              0 of 1 pods with the labels app=api are ready
            hint: see why the pods are not ready
            """);
  }

  @Test
  void serviceOfAWorkloadThatIsScaledToZeroIsReady() {
    around.with(
        """
        kind: ReplicaSet
        metadata: {namespace: shop}
        spec: {replicas: 0, template: {metadata: {labels: {app: api}}}}
        """);
    assertThat(service(SERVICE))
        .isEqualTo("READY: no endpoints: what stands behind it is scaled to zero\n");
  }

  @Test
  void loadBalancerWithoutAddressIsExplained() {
    around.with(
        slice("{ready: true}")
            + """
            ---
            kind: Event
            metadata: {namespace: shop}
            reason: SyncLoadBalancerFailed
            message: 'Error syncing load balancer: no free address'
            involvedObject: {uid: svc-1}
            """);
    assertThat(service(SERVICE.replace("ClusterIP", "LoadBalancer")))
        .isEqualTo(
            """
            PROGRESSING: no address yet
            no-address: the Service has no load balancer address
              event SyncLoadBalancerFailed: Error syncing load balancer: no free address
            hint: see whether something in the cluster gives addresses to Services of type LoadBalancer
            """);
  }

  @Test
  void loadBalancerWithAddressAndEndpointIsReady() {
    around.with(slice("{ready: true}"));
    assertThat(
            service(
                SERVICE.replace("ClusterIP", "LoadBalancer")
                    + "status: {loadBalancer: {ingress: [{ip: 10.1.2.3}]}}"))
        .isEqualTo("READY: 1 endpoint\n");
  }

  @Test
  void serviceWithoutSelectorAndExternalNameAreReady() {
    assertThat(service("metadata: {}\nspec: {type: ClusterIP}")).startsWith("READY: no selector");
    assertThat(service("metadata: {}\nspec: {type: ExternalName}"))
        .isEqualTo("READY: external name\n");
  }

  @Test
  void ingressNeedsAnAddress() {
    String ingress = "metadata: {}\nspec: {ingressClassName: nginx}\n";
    assertThat(ingress(ingress))
        .isEqualTo(
            """
            PROGRESSING: no address yet
            no-address: the Ingress has no address
              class `nginx`
            hint: see whether a controller for its class runs in the cluster
            """);
    assertThat(ingress("metadata: {}\nspec: {}")).contains("  it names no class\n");
    assertThat(ingress(ingress + "status: {loadBalancer: {ingress: [{ip: 10.1.2.3}]}}"))
        .isEqualTo("READY: 10.1.2.3\n");
    assertThat(ingress(ingress + "status: {loadBalancer: {ingress: [{hostname: lb.example.com}]}}"))
        .isEqualTo("READY: lb.example.com\n");
  }

  private String service(String yaml) {
    return Trees.text(NetworkRules.service(Trees.of(yaml), around));
  }

  private String ingress(String yaml) {
    return Trees.text(NetworkRules.ingress(Trees.of(yaml), around));
  }

  private static String slice(String conditions) {
    return """
    kind: EndpointSlice
    metadata: {namespace: shop, labels: {kubernetes.io/service-name: api}}
    endpoints: [{addresses: [10.0.0.1], conditions: %s}]
    """
        .formatted(conditions);
  }

  private static String pod(String labels, String ready) {
    return """

    kind: Pod
    metadata: {namespace: shop, labels: %s}
    status: {conditions: [{type: Ready, status: '%s'}]}
    """
        .formatted(labels, ready);
  }
}
