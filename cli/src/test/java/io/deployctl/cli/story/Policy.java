package io.deployctl.cli.story;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * An admission policy that denies one operation on objects of one namespace. The API server takes
 * note of a policy some time after it was made; until it denies a probe, nothing is in force.
 */
final class Policy {
  private final Stage stage;
  private final String namespace;
  private final String text;

  private Policy(Stage stage, String namespace, String text) {
    this.stage = stage;
    this.namespace = namespace;
    this.text = text;
  }

  /**
   * Describes one, named as the namespace.
   *
   * @param operation such as CREATE
   * @param resources such as configmaps
   * @param prefix what the names of the objects begin with
   */
  static Policy on(
      Stage stage, String namespace, String operation, String resources, String prefix) {
    String text =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: NS}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
              - {apiGroups: ["*"], apiVersions: ["*"], operations: [OPERATION], resources: [RESOURCES]}
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
          matchConditions:
            - name: here
              expression: >-
                request.name == 'probe-NS' || (request.operation == 'OPERATION'
                && request.resource.resource == 'RESOURCES' && request.namespace == 'NS'
                && request.name.startsWith('PREFIX'))
          validations: [{expression: "false", message: frozen for the holidays}]
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: NS}
        spec: {policyName: NS, validationActions: [Deny]}
        """
            .replace("NS", namespace)
            .replace("OPERATION", operation)
            .replace("RESOURCES", resources)
            .replace("PREFIX", prefix);
    return new Policy(stage, namespace, text);
  }

  /** Has it be in force. */
  Policy enact() {
    stage.write("policy-" + namespace + ".yaml", text);
    stage.kubectl(
        "apply", "-f", stage.project().resolve("policy-" + namespace + ".yaml").toString());
    await(true);
    return this;
  }

  /** Returns a program that has it be in force. */
  String script() {
    return """
        #!/bin/sh
        set -e
        kubectl apply -f - <<'END'
        TEXTEND
        for i in $(seq 600); do
          kubectl -n default create configmap probe-NS --dry-run=server 2>/dev/null || exit 0
          sleep 0.2
        done
        exit 1
        """
        .replace("TEXT", text)
        .replace("NS", namespace);
  }

  /** Takes it away. */
  void repeal() {
    stage.kubectl(
        "delete", "validatingadmissionpolicybinding,validatingadmissionpolicy", namespace);
    await(false);
  }

  private void await(boolean inForce) {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (denies() != inForce) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("the policy did not come to be in force, or to go");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }
  }

  private boolean denies() {
    try {
      stage.kubectl(
          "-n", "default", "create", "configmap", "probe-" + namespace, "--dry-run=server");
      return false;
    } catch (IllegalStateException denied) {
      return true;
    }
  }
}
