package io.deployctl.providers.kubernetes.readiness;

import java.util.Locale;

/** Why an object is not ready: stable names, explained in {@code docs/reference/causes.md}. */
public enum CauseCode {
  ADMISSION_DENIED,
  AUTOSCALER_TARGET,
  BEING_DELETED,
  CLUSTER_UNREACHABLE,
  CONDITION,
  CONFIG_MISSING,
  CONTAINER_START,
  CRASH_LOOP,
  CREDENTIALS_REFUSED,
  FORBIDDEN,
  IMAGE_PULL,
  INIT_WAITING,
  JOB_FAILED,
  MISSING,
  NAMES_CONFLICT,
  NO_ADDRESS,
  NO_ENDPOINTS,
  NOT_READY,
  OLD_POD_BLOCKS,
  OUT_OF_MEMORY,
  PAUSED,
  POD_FAILED,
  POD_SANDBOX,
  PODS_NOT_CREATED,
  PROBE_FAILING,
  PROGRESS_DEADLINE,
  QUOTA_EXCEEDED,
  READINESS_GATE,
  SCHEDULING_GATED,
  SERVICE_ACCOUNT_MISSING,
  UNKNOWN_KIND,
  UNREADABLE,
  UNSCHEDULABLE,
  VOLUME_LOST,
  VOLUME_MOUNT,
  VOLUME_PENDING,
  WAITING_FOR_NODES,
  WEBHOOK_UNREACHABLE;

  /** Returns the code as output and the reference write it, such as {@code image-pull}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
