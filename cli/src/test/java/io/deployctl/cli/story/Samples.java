package io.deployctl.cli.story;

import java.util.List;

/** What people bring into a cluster with kubectl and Helm. */
final class Samples {
  /** Arguments of kubectl, in the namespace. */
  static final List<String> COMMANDS =
      List.of(
          "create deployment web --image=nginx:1.27 --replicas=2 --port=80",
          "expose deployment web --port=80",
          "autoscale deployment web --min=2 --max=4 --cpu-percent=70",
          "create role reader --verb=get,list --resource=configmaps",
          "create rolebinding reader --role=reader --serviceaccount=default:api",
          "create configmap plain --from-literal=a=1",
          "create cronjob tick --image=busybox:1.36 --schedule=@yearly -- date",
          "run bare --image=nginx:1.27",
          "scale statefulset db --replicas=3",
          "set image deployment/api api=nginx:1.28",
          "label deployment api tier=front",
          "rollout restart deployment/web");

  private static final String WIDGETS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {kind: Widget, plural: widgets, singular: widget}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      size: {type: integer, default: 3}
                      colour: {type: string, default: red}
      """;

  private static final String CLIENT_SIDE =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
        labels: {app: api}
      data:
        country: "no"
        exponent: "1e3"
        octal: "0123"
        switch: "on"
        nothing: "~"
        empty: ""
        rules: "{{ $labels.instance }} {% raw %} ${HOME} $${x} ${secret:env:X}"
        run.sh: |
          #!/bin/sh
          if true; then
          	echo "{{ $labels.x }} ${HOME}"
          fi
        trailing: "a space \\nnext\\n"
        windows: "a\\r\\nb\\r\\n"
        open-end: "a\\nb"
        long-end: "a\\n\\n\\n"
        leading: "\\n  indented\\nless\\n"
        tab-first: "\\tindented\\nless\\n"
        documents: "---\\nkind: X\\n---\\n"
        on: "true"
      binaryData: {blob: AAECAwT/}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: rules.tmpl}
      data: {text: "{{ not.a.template }}"}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, labels: {app: api}, annotations: {team: "7"}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            serviceAccountName: api
            containers:
              - name: api
                image: nginx:1.27
                args: ["--port", "8080"]
                env:
                  - {name: MODE, value: "on"}
                  - {name: API_TOKEN, value: abcdef}
                  - name: DB_PASSWORD
                    valueFrom: {secretKeyRef: {name: db, key: password}}
                envFrom: [{configMapRef: {name: settings}}]
                ports: [{containerPort: 8080}, {containerPort: 9090, name: metrics}]
                readinessProbe: {httpGet: {path: /ready, port: 8080}}
                resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                volumeMounts:
                  - {name: tmp, mountPath: /tmp}
                  - {name: conf, mountPath: /etc/api}
            volumes:
              - {name: tmp, emptyDir: {}}
              - {name: conf, configMap: {name: plain}}
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
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
        minReplicas: 3
        maxReplicas: 9
        metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: api}
      spec: {minAvailable: 1, selector: {matchLabels: {app: api}}}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: api}
      """;

  private static final String SERVER_SIDE =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            terminationGracePeriodSeconds: 60
            containers:
              - name: db
                image: postgres:16
                ports: [{containerPort: 5432}]
                volumeMounts: [{name: data, mountPath: /data}]
            volumes: [{name: data, emptyDir: {}}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {clusterIP: None, selector: {app: db}, ports: [{name: pg, port: 5432}]}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: nightly}
      spec:
        schedule: "0 3 * * *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: c, image: "busybox:1.36", command: [sh, -c, date]}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db}
      spec:
        podSelector: {matchLabels: {app: db}}
        policyTypes: [Ingress]
        ingress:
          - from: [{podSelector: {matchLabels: {app: api}}}]
            ports: [{port: 5432}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: api}
      spec:
        rules:
          - host: api.example.com
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: api, port: {number: 80}}}
      """;

  private static final String WIDGET =
      """
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: one}
      spec: {size: 5}
      """;

  private Samples() {}

  /** Writes them as files into the stage's project directory. */
  static void write(Stage stage) {
    stage.write("widgets.yaml", WIDGETS);
    stage.write("client-side.yaml", CLIENT_SIDE);
    stage.write("server-side.yaml", SERVER_SIDE + "---\n" + WIDGET);
    stage.write("widget.yaml", WIDGET);
    chart(stage);
    libraryChart(stage);
  }

  private static void chart(Stage stage) {
    stage.write(
        "chart/Chart.yaml",
        """
        apiVersion: v2
        name: storefront
        version: 1.4.2
        appVersion: "7.1"
        home: https://storefront.example.com
        dependencies:
          - {name: cache, version: 0.3.0, condition: cache.enabled}
          - {name: search, version: 0.1.0, condition: search.enabled}
        """);
    stage.write(
        "chart/values.yaml",
        """
        # How many pods there are.
        replicas: 1
        image: {repository: nginx, tag: ""}
        auth: {username: admin, password: ""}
        users: []
        cache: {enabled: true, size: 5}
        search: {enabled: false}
        """);
    stage.write(
        "chart/templates/_helpers.tpl",
        """
        {{- define "storefront.name" -}}{{ .Release.Name }}-storefront{{- end -}}
        {{- define "storefront.labels" -}}
        app.kubernetes.io/name: {{ .Chart.Name }}
        app.kubernetes.io/instance: {{ .Release.Name }}
        helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
        {{- end -}}
        """);
    stage.write(
        "chart/templates/deployment.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ include "storefront.name" . }}
          labels: {{- include "storefront.labels" . | nindent 4 }}
        spec:
          replicas: {{ .Values.replicas }}
          selector: {matchLabels: {app: {{ .Release.Name }}}}
          template:
            metadata:
              labels: {app: {{ .Release.Name }}}
              annotations:
                checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
            spec:
              containers:
                - name: web
                  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
                  envFrom: [{secretRef: {name: {{ include "storefront.name" . }}}}]
        """);
    stage.write(
        "chart/templates/config.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{ include "storefront.name" . }}}
        data:
          motd: {{ .Files.Get "files/motd.txt" | quote }}
          users: {{ range .Values.users }}{{ .name }}{{ end }}
        """);
    stage.write("chart/files/motd.txt", "welcome {{ not a template }}\n");
    stage.write(
        "chart/templates/secret.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: {{ include "storefront.name" . }}}
        stringData:
          password: {{ .Values.auth.password | quote }}
          {{- range .Values.users }}
          token-{{ .name }}: {{ .token | quote }}
          {{- end }}
        """);
    stage.write(
        "chart/templates/cleanup.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ include "storefront.name" . }}-cleanup
          annotations: {helm.sh/hook: post-delete}
        data: {what: "{{ .Release.Namespace }}"}
        """);
    stage.write("chart/templates/NOTES.txt", "The storefront of {{ .Release.Name }} runs.\n");
    stage.write("chart/charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 0.3.0\n");
    stage.write("chart/charts/cache/values.yaml", "size: 1\nkey: k-of-the-cache\n");
    stage.write(
        "chart/charts/cache/templates/all.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{ .Release.Name }}-cache}
        data: {size: "{{ .Values.size }}", braces: "{{ "{{" }} x }}"}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: {{ .Release.Name }}-cache}
        data: {key: {{ .Values.key | b64enc }}}
        """);
    stage.write("chart/charts/search/Chart.yaml", "apiVersion: v2\nname: search\nversion: 0.1.0\n");
    stage.write(
        "chart/charts/search/templates/cm.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: search}\n");
  }

  private static void libraryChart(Stage stage) {
    stage.write(
        "library-chart/Chart.yaml",
        """
        apiVersion: v2
        name: greeter
        version: 0.2.0
        dependencies: [{name: words, version: 0.1.0}]
        """);
    stage.write("library-chart/values.yaml", "name: hello\n");
    stage.write(
        "library-chart/templates/cm.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Values.name }}
          labels: {{- include "words.labels" . | nindent 4 }}
        data: {text: hello}
        """);
    stage.write(
        "library-chart/charts/words/Chart.yaml",
        "apiVersion: v2\nname: words\nversion: 0.1.0\ntype: library\n");
    stage.write(
        "library-chart/charts/words/templates/_words.tpl",
        "{{- define \"words.labels\" -}}app: {{ .Release.Name }}{{- end -}}\n");
  }
}
