package io.deployctl.core.diagnostic;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What kind of cause ends a step, with the codes of that kind. Every code with which a step can end
 * is of one kind; {@code docs/reference/causes.md} has the same table. In the order of the
 * constants, a cause of an earlier kind explains one of a later kind rather than the other way
 * round: who gets no image is not ready, and what is not ready fails its smoke scenario.
 */
public enum CauseKind {
  /** The API server, or what stands before it, does not answer. */
  UNREACHABLE(
      "The API server, or what stands before it, does not answer",
      "cluster-unreachable cluster-unknown api-error no-answer "
          + "helm-cluster port-forward-failed"),

  /**
   * The run may not go on: its lease, its journal or the environment's state is not as it must be.
   */
  STATE(
      "The run may not go on: its lease, its journal or the environment's state is not as it must be",
      "in-doubt lease-lost locked journal-failed state-changed state-not-accessible "
          + "content-missing unreadable-record environment-key-missing no-state-"
          + "namespace foreign-state"),

  /** The credentials are not accepted, or not there. */
  CREDENTIALS(
      "The credentials are not accepted, or not there",
      "credentials-refused no-credentials unreadable-secret wrong-cluster insecure-cluster"),

  /** The account may not do it. */
  PERMISSION("The account may not do it", "forbidden rights-missing"),

  /** Somebody else changed it since, or owns it. */
  CONFLICT(
      "Somebody else changed it since, or owns it",
      "moved changed-meanwhile already-exists not-found field-conflict owned-"
          + "by-others helm-stale helm-pending helm-ownership helm-renamed "
          + "terraform-stale terraform-lock beyond-announced not-ignorable stale-"
          + "plan being-deleted names-conflict claimed-twice duplicate-object"),

  /** An admission policy or webhook refuses it. */
  ADMISSION("An admission policy or webhook refuses it", "admission-denied webhook-unreachable"),

  /** A quota is used up. */
  QUOTA("A quota is used up", "quota-exceeded"),

  /** What is to be applied is not valid. */
  INVALID(
      "What is to be applied is not valid",
      "invalid-object immutable-field unknown-kind removed-api-"
          + "version no-namespace not-established invalid-setting helm-template "
          + "helm-values chart-not-recovered unreadable invalid-annotation"),

  /** A tool that is needed is not there, or not fit. */
  TOOL("A tool that is needed is not there, or not fit", "missing-tool unsuitable-tool"),

  /** Terraform reports an error. */
  TERRAFORM(
      "Terraform reports an error",
      "terraform terraform-backend terraform-state-left terraform-state-elsewhere "
          + "terraform-root-elsewhere"),

  /** Helm reports an error. */
  HELM("Helm reports an error", "helm helm-history helm-revision-gone"),

  /** A hook of a chart failed. */
  HELM_HOOK("A hook of a chart failed", "helm-hook"),

  /** A command ended with another code than 0. */
  COMMAND("A command ended with another code than 0", "exec"),

  /** Something that pods name is not there. */
  CONFIGURATION(
      "Something that pods name is not there",
      "config-missing service-account-missing still-waiting"),

  /** A container's image can't be pulled. */
  IMAGE("A container's image can't be pulled", "image-pull"),

  /** A volume is not there, not bound, or not mounted. */
  STORAGE(
      "A volume is not there, not bound, or not mounted",
      "volume-lost volume-mount volume-pending"),

  /** A pod fits on no node, or is held back. */
  SCHEDULING(
      "A pod fits on no node, or is held back",
      "unschedulable waiting-for-nodes scheduling-gated pod-sandbox pods-not-" + "created"),

  /** A container ends, or does not start. */
  CRASH(
      "A container ends, or does not start", "crash-loop container-start out-of-memory pod-failed"),

  /** A container does not pass its probe. */
  PROBE("A container does not pass its probe", "probe-failing"),

  /** A Job failed. */
  JOB("A Job failed", "job-failed"),

  /** A deletion does not end. */
  FINALIZER("A deletion does not end", "not-gone"),

  /** It took longer than it may. */
  TIMEOUT("It took longer than it may", "timeout progress-deadline"),

  /** It waits for something else, or nothing more is known. */
  WAITING(
      "It waits for something else, or nothing more is known",
      "autoscaler-target condition init-waiting missing no-address no-"
          + "endpoints not-ready old-pod-blocks paused readiness-gate"),

  /** A smoke scenario got another answer than it expects. */
  SMOKE("A smoke scenario got another answer than it expects", "smoke-failed"),

  /** The run was asked to stop. */
  STOPPED("The run was asked to stop", "interrupted"),

  /** Something that nobody expected. */
  INTERNAL("Something that nobody expected", "internal-error");

  private static final Map<String, CauseKind> BY_CODE = byCode();

  private final String meaning;
  private final List<String> codes;

  CauseKind(String meaning, String codes) {
    this.meaning = meaning;
    this.codes = List.of(codes.split(" "));
  }

  /** Returns the kind of a diagnostic's code; empty where no step ends with it. */
  public static Optional<CauseKind> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** Returns the word that programs get, such as {@code helm-hook}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what it means, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** Returns the codes of this kind. */
  public List<String> codes() {
    return codes;
  }

  private static Map<String, CauseKind> byCode() {
    Map<String, CauseKind> kinds = new HashMap<>();
    for (CauseKind kind : values()) {
      for (String code : kind.codes) {
        if (kinds.put(code, kind) != null) {
          throw new IllegalStateException("`" + code + "` is of two kinds");
        }
      }
    }
    return Map.copyOf(kinds);
  }
}
