{{- define "postgresql.labels" -}}
app.kubernetes.io/name: postgresql
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: ecap
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What every pod of the release has in common, whatever its part. */}}
{{- define "postgresql.selector" -}}
app.kubernetes.io/name: postgresql
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "postgresql.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "postgresql.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "postgresql.image" -}}
{{ .Values.image.registry }}/postgresql:{{ .Values.image.tag }}
{{- end }}

{{- define "postgresql.secretName" -}}
{{ .Release.Name }}-auth
{{- end }}

{{/*
The superuser's password, base64: the one in the cluster if there is one, otherwise a new one. Without
the first half every upgrade would write a password into the Secret that the database does not know.
*/}}
{{- define "postgresql.superuserPassword" -}}
{{- $secret := lookup "v1" "Secret" .Release.Namespace (include "postgresql.secretName" .) -}}
{{- if and $secret $secret.data (index $secret.data "superuser-password") -}}
{{- index $secret.data "superuser-password" -}}
{{- else -}}
{{- randAlphaNum 32 | b64enc -}}
{{- end -}}
{{- end }}
