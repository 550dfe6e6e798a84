package io.deployctl.cli.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The objects and the chart of a small project, of as many kinds as matter for rights. */
final class RightsProject {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {colour: "{{ colour }}"}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: keys}
      stringData: {key: "{{ key }}"}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: api}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: api}
      rules: [{apiGroups: [""], resources: [endpoints], verbs: [get, watch]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: api}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: api}
      subjects: [{kind: ServiceAccount, name: api, namespace: app}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: api-view}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects: [{kind: ServiceAccount, name: api, namespace: app}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec:
        replicas: 2
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            serviceAccountName: api
            containers:
              - name: api
                image: example.com/api:1
                ports: [{containerPort: 8080}]
                env: [{name: COLOUR, value: "{{ colour }}"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: api}
      spec:
        minReplicas: 2
        maxReplicas: 3
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
        metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate, annotations: {colour: "{{ colour }}"}}
      spec:
        template:
          spec:
            restartPolicy: Never
            containers: [{name: migrate, image: example.com/api:1}]
      """;

  private static final String CHART =
      """
      {{- if .Values.full }}
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {colour: {{ .Values.colour }}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, annotations: {colour: {{ .Values.colour }}}}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}, annotations: {colour: {{ .Values.colour }}}}
          spec: {containers: [{name: web, image: example.com/web:1}]}
      {{- end }}
      """;

  private static final String HOOK =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: web-prepare
        annotations:
          helm.sh/hook: pre-install,pre-upgrade,pre-delete
          helm.sh/hook-delete-policy: before-hook-creation
      spec:
        template:
          spec: {restartPolicy: Never, containers: [{name: a, image: example.com/web:1}]}
      """;

  private static final String WIDE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: wide-more}
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: gizmos.rights.example.com}
      spec:
        group: rights.example.com
        scope: Namespaced
        names: {kind: Gizmo, plural: gizmos, singular: gizmo}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      ---
      apiVersion: rights.example.com/v1
      kind: Gizmo
      metadata: {name: first-gizmo}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: wide-settings, namespace: wide-more}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: gizmo-reader}
      rules:
        - {apiGroups: [rights.example.com], resources: [gizmos], verbs: [get, watch]}
        - {nonResourceURLs: [/metrics], verbs: [get]}
      """;

  private RightsProject() {}

  /** Writes a project with objects of the whole cluster, and of a kind that it defines. */
  static void writeWide(Path project) throws IOException {
    write(
        project.resolve("deployctl.yaml"),
        """
        project: wide
        environments: {production: {target: {namespace: wide, stateNamespace: wide}}}
        stages:
          - name: all
            steps: [{name: objects, manifests: {paths: [objects]}}]
          - name: verify
            steps: [{name: ready, health: {}}]
        """);
    write(project.resolve("environments/production.yaml"), "{}");
    write(project.resolve("objects/wide.yaml"), WIDE);
  }

  /** Writes them below the project's directory. */
  static void write(Path project) throws IOException {
    write(project.resolve("objects/api.tmpl.yaml"), OBJECTS);
    write(project.resolve("charts/web/Chart.yaml"), "{apiVersion: v2, name: web, version: 1.0.0}");
    write(project.resolve("charts/web/values.yaml"), "full: true\ncolour: green\n");
    write(project.resolve("charts/web/templates/web.yaml"), CHART);
    write(project.resolve("charts/web/templates/prepare.yaml"), HOOK);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
