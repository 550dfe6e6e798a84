{{- define "kafka.labels" -}}
app.kubernetes.io/name: kafka
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: ecap
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What every pod of the release has in common, whatever its part. */}}
{{- define "kafka.selector" -}}
app.kubernetes.io/name: kafka
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kafka.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "kafka.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "kafka.image" -}}
{{ .Values.image.registry }}/kafka:{{ .Values.image.tag }}
{{- end }}

{{/* The quorum, as node@host:port of every broker. */}}
{{- define "kafka.voters" -}}
{{- $voters := list -}}
{{- range $index := until (int .Values.replicas) -}}
{{- $voters = append $voters (printf "%d@%s-%d.%s-brokers:9093" $index $.Release.Name $index $.Release.Name) -}}
{{- end -}}
{{- join "," $voters -}}
{{- end }}

{{/* Has to be the same for the cluster's whole life, so it follows from what never changes. */}}
{{- define "kafka.clusterId" -}}
{{- printf "%s/%s" .Release.Namespace .Release.Name | sha256sum | trunc 16 | b64enc | trunc 22 -}}
{{- end }}
