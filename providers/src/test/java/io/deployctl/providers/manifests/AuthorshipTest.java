package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AuthorshipTest {
  private final Authorship authorship = new Authorship(Set.of());

  @Test
  void createdObjectIsWrittenWithoutWhatTheServerAdded() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: shop
              uid: u1
              resourceVersion: "7"
              labels: {app: web, added: later}
              managedFields:
                - manager: kubectl-expose
                  operation: Update
                  apiVersion: v1
                  fieldsV1:
                    f:metadata: {f:labels: {.: {}, f:app: {}}}
                    f:spec:
                      f:ports:
                        .: {}
                        k:{"port":80,"protocol":"TCP"}:
                          {.: {}, f:port: {}, f:protocol: {}, f:targetPort: {}}
                      f:selector: {}
                      f:sessionAffinity: {}
                      f:type: {}
            spec:
              clusterIP: 10.0.0.7
              ports: [{port: 80, protocol: TCP, targetPort: 80}]
              selector: {app: web}
              sessionAffinity: None
              type: ClusterIP
            status: {loadBalancer: {}}
            """);

    assertThat(written(live))
        .isEqualTo(
            Yaml.tree(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop, labels: {app: web}}
                spec:
                  ports: [{port: 80}]
                  selector: {app: web}
                """));
  }

  @Test
  void appliedObjectHasWhatItsManifestHasAndTheLiveValues() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop
              annotations:
                kubectl.kubernetes.io/last-applied-configuration: |
                  {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings"},"data":{"a":"1","gone":"x"}}
              managedFields:
                - manager: kubectl-client-side-apply
                  operation: Update
                  apiVersion: v1
                  fieldsV1: {f:data: {.: {}, f:a: {}}}
                - manager: kubectl-edit
                  operation: Update
                  apiVersion: v1
                  fieldsV1: {f:data: {f:b: {}}}
                - manager: some-operator
                  operation: Update
                  apiVersion: v1
                  fieldsV1: {f:data: {f:injected: {}}}
            data: {a: "2", b: "3", injected: "4"}
            """);

    assertThat(written(live))
        .isEqualTo(
            Yaml.tree(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: shop}
                data: {a: "2", b: "3"}
                """));
  }

  @Test
  void defaultThatSomebodyWroteStays() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: api
              managedFields:
                - manager: kubectl
                  operation: Apply
                  apiVersion: apps/v1
                  fieldsV1: {f:spec: {f:replicas: {}, f:revisionHistoryLimit: {}}}
            spec: {replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600}
            """);

    assertThat(written(live).path("spec"))
        .isEqualTo(Yaml.tree("{replicas: 1, revisionHistoryLimit: 10}"));
  }

  @Test
  void numberOfReplicasUnderAnAutoscalerIsNobodys() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: api
              namespace: shop
              managedFields:
                - manager: kubectl
                  operation: Apply
                  apiVersion: apps/v1
                  fieldsV1: {f:spec: {f:replicas: {}, f:paused: {}}}
            spec: {replicas: 4, paused: true}
            """);
    ObjectNode autoscaler =
        Yaml.tree(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: api, namespace: shop}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}}
            """);

    Authored authored = authorship.read(live, Autoscalers.among(List.of(autoscaler)));

    assertThat(((Authored.Written) authored).manifest().path("spec"))
        .isEqualTo(Yaml.tree("{paused: true}"));
  }

  @Test
  void whatAControllerMadeIsLeftAndNoWayToTakeItIsTold() {
    assertThat(authorship.read(configMap("kube-controller-manager"), nobody()))
        .isEqualTo(new Authored.Left("made by `kube-controller-manager`", ""));
  }

  @Test
  void fieldThatAPersonChangedOfWhatAControllerMadeDoesNotMakeItThePersons() {
    ObjectNode live = configMap("some-operator");
    live.withObject("/metadata")
        .withArray("managedFields")
        .add(
            Yaml.tree(
                """
                manager: kubectl-annotate
                operation: Update
                apiVersion: v1
                fieldsV1: {f:metadata: {f:annotations: {f:x: {}}}}
                """));

    assertThat(authorship.read(live, nobody()))
        .isEqualTo(new Authored.Left("made by `some-operator`", ""));
  }

  @Test
  void whatAnUnknownProgramMadeIsLeftUnlessItIsNamed() {
    ObjectNode live = configMap("deployer");

    assertThat(authorship.read(live, nobody()))
        .isEqualTo(
            new Authored.Left(
                "made by `deployer`",
                "if that is how you deploy, say so: `--from-manager deployer`"));
    assertThat(new Authorship(Set.of("deployer")).read(live, nobody()))
        .isInstanceOf(Authored.Written.class);
  }

  @Test
  void whatAnotherObjectOwnsIsLeft() {
    ObjectNode live = configMap("kubectl-create");
    live.withObject("/metadata").withArray("ownerReferences").addObject().put("kind", "Widget");

    assertThat(authorship.read(live, nobody()))
        .isEqualTo(new Authored.Left("made for the Widget that owns it", ""));
  }

  @Test
  void withoutAnyRecordEverythingButWhatTheServerGivesIsWrittenAndThatIsSaid() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, finalizers: [x.example.com/y]}
            spec:
              clusterIP: 10.0.0.7
              clusterIPs: [10.0.0.7]
              ipFamilies: [IPv4]
              ipFamilyPolicy: SingleStack
              ports: [{port: 80, protocol: TCP, nodePort: 31000, targetPort: web}]
              type: NodePort
            """);

    Authored.Written authored = (Authored.Written) authorship.read(live, nobody());

    assertThat(authored.manifest().path("spec"))
        .isEqualTo(Yaml.tree("{ports: [{port: 80, targetPort: web}], type: NodePort}"));
    assertThat(authored.manifest().path("metadata")).isEqualTo(Yaml.tree("{name: web}"));
    assertThat(authored.notes()).hasSize(1);
  }

  @Test
  void objectIsReadInTheVersionInWhichItWasWritten() {
    ObjectNode live =
        Yaml.tree(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: web
              managedFields:
                - {manager: kubectl-autoscale, operation: Update, apiVersion: autoscaling/v1}
            """);

    assertThat(authorship.otherVersion(live)).contains("autoscaling/v1");
    assertThat(authorship.otherVersion(configMap("kubectl"))).isEmpty();
  }

  @Test
  void annotationOfAnotherObjectThatWasCopiedAlongSaysNothing() {
    ObjectNode live = configMap("kubectl-create");
    live.withObject("/metadata/annotations")
        .put(
            "kubectl.kubernetes.io/last-applied-configuration",
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"other\"}}");

    assertThat(written(live).path("data")).isEqualTo(Yaml.tree("{a: '1'}"));
  }

  private static ObjectNode configMap(String manager) {
    return Yaml.tree(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          managedFields:
            - {manager: NAME, operation: Update, apiVersion: v1, fieldsV1: {f:data: {f:a: {}}}}
        data: {a: '1'}
        """
            .replace("NAME", manager));
  }

  private ObjectNode written(ObjectNode live) {
    return ((Authored.Written) authorship.read(live, nobody())).manifest();
  }

  private static Autoscalers nobody() {
    return Autoscalers.among(List.of());
  }
}
