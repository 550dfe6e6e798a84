package io.deployctl.cli.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A project for runs that something happens to: a namespace, objects of which one is a Secret and
 * one a Job, a Helm release with a hook, commands that count how often they ran, a workload, and a
 * check of all. It has one environment, in a namespace of its own.
 */
final class Shop {
  private final Path directory;
  private final Path marks;
  private final String namespace;
  private int runs = 1;

  private Shop(Path directory, String namespace) {
    this.directory = directory;
    // What commands leave behind is no part of the project: a checkout that changed is another one.
    this.marks = directory.resolveSibling(directory.getFileName() + "-marks");
    this.namespace = namespace;
  }

  /** Writes the project into a directory that is made for it. */
  static Shop write(Path directory, String namespace) {
    Shop shop = new Shop(directory, namespace);
    createMarks(shop.marks);
    shop.project();
    shop.objects();
    shop.chart();
    shop.commands();
    return shop;
  }

  private static void createMarks(Path marks) {
    try {
      Files.createDirectories(marks);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path directory() {
    return directory;
  }

  String namespace() {
    return namespace;
  }

  /** Returns the namespace of the environment's state. */
  String stateNamespace() {
    return namespace + "-deploy";
  }

  /**
   * Adds a Terraform root, whose output the workload waits on, and a smoke test of an address.
   *
   * @param url where the smoke test asks
   */
  Shop withInfrastructureAndJourneys(String url) {
    firstStage("{root: terraform}");
    file(
        "deployctl.yaml",
        text("deployctl.yaml")
            + """
          - name: journeys
            steps: [{name: answers, smoke: {scenario: smoke.yaml, url: "URL", timeout: 1m}}]
        """
                .replace("URL", url));
    file(
        "terraform/main.tf",
        """
        resource "terraform_data" "host" {
          input = "db.example"
          provisioner "local-exec" {
            command = "echo made >> MARKS/provisioned"
          }
        }
        output "host" { value = terraform_data.host.output }
        """
            .replace("MARKS", marks.toString()));
    file(
        "smoke.yaml",
        """
        name: the shop answers
        steps:
          - {name: it is there, request: {method: GET, path: /}, expect: {status: 200}}
        """);
    file("environments/test.yaml", "host: \"${steps.cloud.outputs.host}\"\n");
    file(
        "web/web.tmpl.yaml",
        text("web/web.tmpl.yaml")
            .replace(
                "value: {{ text }}}]", "value: {{ text }}}, {name: HOST, value: {{ host }}}]"));
    return this;
  }

  /** Adds a Terraform root that keeps its state in the cluster, in a namespace that is there. */
  Shop withStateInCluster() {
    firstStage("{root: terraform, vars: {text: \"${text}\"}, lockTimeout: 2s}");
    file(
        "terraform/main.tf",
        """
        terraform {
          backend "kubernetes" {
            secret_suffix = "shop"
            namespace     = "NS-tf"
          }
        }
        variable "text" { type = string }
        resource "terraform_data" "host" {
          triggers_replace = var.text
          provisioner "local-exec" {
            command = "echo made >> MARKS/provisioned"
          }
        }
        """
            .replace("MARKS", marks.toString()));
    return this;
  }

  private void firstStage(String root) {
    file(
        "deployctl.yaml",
        text("deployctl.yaml")
            .replace(
                "stages:\n",
                """
                stages:
                  - name: infrastructure
                    steps: [{name: cloud, terraform: ROOT}]
                """
                    .replace("ROOT", root)));
  }

  /** Returns the namespace where Terraform keeps its state, if it does so in the cluster. */
  String terraformNamespace() {
    return namespace + "-tf";
  }

  /**
   * Has a program kill the run that starts it, once.
   *
   * @param program its name: helm, terraform, migrate, topics
   * @param moment {@code before} it does its work, which it then does not do; as an {@code orphan},
   *     which then does it; or {@code after} it
   */
  void killAt(String program, String moment) {
    put(marks.resolve("kill-" + program), moment);
  }

  /** Returns whether a program that has outlived its run is done. */
  boolean isOrphanDone() {
    return Files.exists(marks.resolve("orphan-done"));
  }

  /**
   * Writes stand-ins for tools, which do as {@link #killAt} says when they are to change something,
   * and are the tools themselves otherwise.
   *
   * @param real the directories where the tools are
   * @return the directory of the stand-ins
   */
  Path standIns(java.util.Map<String, Path> real) {
    real.forEach(
        (tool, program) ->
            script(
                marks.resolve("stand-ins/" + tool),
                """
                #!/bin/sh
                act=no
                for word in "$@"; do case $word in upgrade|apply) act=yes ;; esac; done
                for word in "$@"; do case $word in --dry-run*) act=no ;; esac; done
                moment=
                [ $act = yes ] && moment=$(cat MARKS/kill-TOOL 2>/dev/null)
                case $moment in
                  '') exec REAL "$@" ;;
                  before) rm MARKS/kill-TOOL; kill -9 $PPID; exit 1 ;;
                  orphan)
                    rm MARKS/kill-TOOL; kill -9 $PPID
                    REAL "$@"; touch MARKS/orphan-done ;;
                  after) rm MARKS/kill-TOOL; REAL "$@"; kill -9 $PPID ;;
                esac
                """
                    .replace("TOOL", tool)
                    .replace("REAL", program.toString())));
    return marks.resolve("stand-ins");
  }

  /** Changes what the project deploys, in every step. */
  void change() {
    runs++;
    file("environments/default.yaml", "text: changed\n");
  }

  /** Returns how often everything that must not be done twice is to be done by now. */
  int runs() {
    return runs;
  }

  /** Returns how often the command that must not run twice ran. */
  int migrations() {
    return lines("migrated");
  }

  /** Returns how often the command that looks first ran. */
  int topics() {
    return lines("made");
  }

  /** Returns how often Terraform made its resource. */
  int provisions() {
    return lines("provisioned");
  }

  private int lines(String file) {
    try {
      Path path = marks.resolve(file);
      return Files.exists(path) ? Files.readAllLines(path).size() : 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void project() {
    file(
        "deployctl.yaml",
        """
        project: shop
        environments:
          test: {target: {namespace: NS, stateNamespace: NS-deploy}}
        stages:
          - name: base
            steps: [{name: namespace, manifests: {paths: [base]}}]
          - name: platform
            steps:
              - {name: cache, helm: {chart: chart, set: {text: "${text}"}}}
              - {name: settings, manifests: {paths: [settings], timeout: 3m}}
          - name: tasks
            steps:
              - name: migrate
                exec: {command: [./migrate, "${text}"]}
              - name: topics
                needs: [migrate]
                exec: {command: [./topics, make, "${text}"], check: [./topics, check, "${text}"]}
          - name: workloads
            steps: [{name: web, manifests: {paths: [web], timeout: 3m}}]
          - name: verify
            steps: [{name: ready, health: {timeout: 3m}}]
        """);
    file("environments/default.yaml", "text: first\n");
    file("environments/test.yaml", "{}\n");
  }

  private void objects() {
    file("base/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: NS}\n");
    file(
        "settings/settings.tmpl.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {text: {{ text }}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: settings}
        stringData: {password: "p-{{ text }}"}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: seed}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: seed, image: "busybox:1.36", args: [{{ text }}]}]
        """);
    file(
        "web/web.tmpl.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
                - name: web
                  image: nginx:1.27
                  readinessProbe: {httpGet: {path: /, port: 80}}
                  env: [{name: TEXT, value: {{ text }}}]
                  envFrom: [{configMapRef: {name: settings}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """);
  }

  private void chart() {
    file("chart/Chart.yaml", "apiVersion: v2\nname: cache\nversion: 1.0.0\n");
    file("chart/values.yaml", "text: none\n");
    file(
        "chart/templates/config.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: cache}
        data: {text: "{{ .Values.text }}"}
        """);
    file(
        "chart/templates/hook.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: cache-prepare
          annotations:
            helm.sh/hook: pre-install,pre-upgrade
            helm.sh/hook-delete-policy: before-hook-creation
        spec:
          template:
            spec:
              restartPolicy: Never
              containers: [{name: prepare, image: "busybox:1.36", args: ["{{ .Values.text }}"]}]
        """);
  }

  private void commands() {
    script(
        directory.resolve("migrate"),
        killable("migrate") + "echo \"$1\" >> MARKS/migrated\n" + killed());
    script(
        directory.resolve("topics"),
        """
        #!/bin/sh
        [ "$1" = check ] && { [ "$(cat MARKS/topic 2>/dev/null)" = "$2" ]; exit; }
        """
            + killable("topics")
            + "echo \"$2\" >> MARKS/made && echo \"$2\" > MARKS/topic\n"
            + killed());
  }

  private static String killable(String program) {
    return """
        #!/bin/sh
        moment=$(cat MARKS/kill-PROGRAM 2>/dev/null); rm -f MARKS/kill-PROGRAM
        case $moment in before) kill -9 $PPID; exit 1 ;; orphan) kill -9 $PPID ;; esac
        """
        .replace("PROGRAM", program);
  }

  private static String killed() {
    return """
        case $moment in after) kill -9 $PPID ;; orphan) touch MARKS/orphan-done ;; esac
        exit 0
        """;
  }

  private void script(Path file, String text) {
    put(file, text.replace("MARKS", marks.toString()));
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("can't make a program of " + file);
    }
  }

  private String text(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void file(String name, String text) {
    put(directory.resolve(name), text.replace("NS", namespace));
  }

  private static void put(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.stripTrailing() + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
