package io.deployctl.cli.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A project that puts every secret into every kind of step, each of which can go wrong aloud. */
final class LeakProject {
  private static final String PROJECT =
      """
      project: leak
      environments:
        production: {target: {namespace: leak, stateNamespace: leak-deploy}}
      stages:
        - name: infrastructure
          steps:
            - name: cloud
              terraform:
                root: terraform
                vars: {mode: "${mode}", password: "${s.vault_odd}", pem: "${s.sops_pem}",
                       words: "${s.env_words}"}
        - name: base
          steps: [{name: namespace, manifests: {paths: [namespace.yaml]}}]
        - name: platform
          steps:
            - name: cache
              helm:
                chart: charts/cache
                values: [helm/values.tmpl.yaml]
                set: {mode: "${mode}", auth.password: "${s.sops_odd}", auth.pem: "${s.env_pem}"}
        - name: workloads
          steps: [{name: web, manifests: {paths: [manifests]}}]
        - name: actions
          steps:
            - name: shout
              exec:
                command: [scripts/shout.sh]
                inputs: [scripts/**]
                when: always
                env: {MODE: "${mode}", URL: "${url}", OUTPUT: "${token}", %s}
        - name: verify
          steps:
            - {name: ready, health: {}}
            - name: journey
              smoke:
                scenario: smoke.yaml
                url: "${echo}"
                vars: {token: "${s.env_token}", odd: "${s.command_odd}", pem: "${s.file_pem}"}
      """;

  private static final String TERRAFORM =
      """
      variable "mode" { type = string }
      variable "password" {
        type      = string
        sensitive = true
      }
      variable "pem" {
        type      = string
        sensitive = true
      }
      variable "words" {
        type      = string
        sensitive = true
      }
      resource "terraform_data" "database" {
        input            = { password = var.password, pem = var.pem }
        triggers_replace = [var.mode]
        provisioner "local-exec" {
          command     = "printenv WORDS; printenv PASSWORD | base64"
          environment = { WORDS = nonsensitive(var.words), PASSWORD = nonsensitive(var.password) }
        }
        lifecycle {
          precondition {
            condition     = var.mode != "terraform"
            error_message = "broken: ${nonsensitive(var.words)} and ${base64encode(nonsensitive(var.password))} and ${nonsensitive(var.pem)}"
          }
        }
      }
      output "token" {
        value     = file("%s/terraform_output")
        sensitive = true
      }
      """;

  private static final String WEB =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: web}
      stringData:
        url: {{ url | json }}
        token: {{ token | json }}
      %s---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web}
      data: {mode: {{ mode }}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: example.com/web:1
                envFrom: [{secretRef: {name: web}}]
                env: [{name: PLAIN, value: {{ s.env_plain | json }}}, {name: URL, value: {{ url | json }}}]
      """;

  private static final String CHART =
      """
      {{- if eq .Values.mode "helm" }}
      {{- fail (printf "bad values %s and %s and %s" .Values.auth.password (b64enc .Values.auth.pem) (toJson .Values.more)) }}
      {{- end }}
      apiVersion: v1
      kind: Secret
      metadata: {name: cache}
      stringData:
        password: {{ .Values.auth.password | quote }}
        pem: {{ .Values.auth.pem | quote }}
        more: {{ toJson .Values.more | quote }}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: cache}
      data: {mode: {{ .Values.mode }}}
      """;

  private static final String SMOKE =
      """
      name: journey
      steps:
        - name: everything comes back
          request:
            method: POST
            path: /echo
            headers: {Authorization: "Bearer ${vars.token}"}
            json: {odd: "${vars.odd}", pem: "${vars.pem}"}
          expect: {status: 200, matches: '(?s).*MATCH.*'}
      """;

  private LeakProject() {}

  /** Writes it. */
  static void write(Stage stage, LeakSecrets secrets) {
    Map<String, String> values = values(secrets);
    stage.write("deployctl.yaml", PROJECT.formatted(variables(values)));
    stage.write(
        "environments/default.yaml",
        """
        mode: well
        echo: "http://127.0.0.1:%d"
        url: "postgresql://${s.env_plain}:${s.env_odd}@db/shop"
        token: "${steps.cloud.outputs.token}"
        s:
        %s"""
            .formatted(
                secrets.port(),
                lines(values, name -> "  %s: \"${secret:%s}\"".formatted(name, values.get(name)))));
    stage.write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: leak}\n");
    stage.write("terraform/main.tf", TERRAFORM.formatted(secrets.directory()));
    stage.write(
        "manifests/web.tmpl.yaml",
        WEB.formatted(lines(values, name -> "  %s: {{ s.%s | json }}".formatted(name, name))));
    stage.write("charts/cache/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
    stage.write("charts/cache/values.yaml", "mode: well\nauth: {}\nmore: {}\n");
    stage.write("charts/cache/templates/all.yaml", CHART);
    stage.write("charts/cache/templates/NOTES.txt", "Log in with {{ .Values.auth.password }}\n");
    stage.write(
        "helm/values.tmpl.yaml",
        "more: {json: {{ s.vault_json | json }}, odd: {{ s.kubernetes_odd | json }}, long: {{ s.file_long | json }}}\n");
    stage.write("smoke.yaml", SMOKE.replace("MATCH", "Bearer"));
    stage.write("scripts/Shout.java", shout());
    stage.write(
        "scripts/shout.sh",
        "#!/bin/sh\nexec '%s/bin/java' scripts/Shout.java\n"
            .formatted(System.getProperty("java.home")));
    if (!stage.project().resolve("scripts/shout.sh").toFile().setExecutable(true)) {
      throw new IllegalStateException("no right to make a script executable");
    }
  }

  private static String shout() {
    try (InputStream in = LeakProject.class.getResourceAsStream("/leak/Shout.java")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String variables(Map<String, String> values) {
    return values.keySet().stream()
        .map(name -> "S_" + name.toUpperCase(java.util.Locale.ROOT) + ": \"${s." + name + "}\"")
        .collect(Collectors.joining(", "));
  }

  private static String lines(Map<String, String> values, Function<String, String> line) {
    return values.keySet().stream().map(line).collect(Collectors.joining("\n")) + "\n";
  }

  /** Where each value comes from. */
  private static Map<String, String> values(LeakSecrets secrets) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : secrets.all().keySet()) {
      if (name.startsWith("env_")) {
        values.put(name, "env:" + variable(name));
      } else if (name.startsWith("file_")) {
        values.put(name, "file:" + secrets.directory().resolve(name));
      } else if (name.startsWith("command_")) {
        values.put(name, "command:cat " + secrets.directory().resolve(name));
      } else if (name.startsWith("sops_")) {
        String key = name.equals("sops_pem") ? "pem.tls.key" : name.substring(5);
        values.put(name, "sops:secrets/prod.json#" + key);
      } else if (name.startsWith("kubernetes_")) {
        values.put(name, "kubernetes:vendor/api#" + name.substring(11));
      } else if (name.startsWith("vault_") && !name.equals("vault_token")) {
        values.put(name, "vault:secret/leak#" + name.substring(6));
      } else if (name.endsWith("_override")) {
        values.put(name, "env:" + variable("env_plain"));
      }
    }
    return values;
  }

  /** Returns the environment variable that a secret comes from. */
  static String variable(String name) {
    return "TOLD_" + name.toUpperCase(java.util.Locale.ROOT);
  }
}
