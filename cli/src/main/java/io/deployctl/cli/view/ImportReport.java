package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What became of what runs in a cluster when a project was made of it.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param context the kubeconfig context; empty inside of a cluster
 * @param from what it was made of, such as {@code namespace shop}
 * @param steps the steps that were written
 * @param left what stays in the cluster as it is
 * @param unread kinds whose objects could not be listed, with the reason
 * @param provide what has to be given before the first plan
 * @param remarks what to look at in the files
 * @param next what to run next, there
 */
public record ImportReport(
    String project,
    String environment,
    String context,
    List<String> from,
    List<Step> steps,
    List<Left> left,
    List<String> unread,
    List<Provided> provide,
    List<Remark> remarks,
    String next) {
  /**
   * A step that was written.
   *
   * @param name its name
   * @param holds what is in it, such as {@code 2 Deployment}
   */
  public record Step(String name, List<String> holds) {
    /** Copies. */
    public Step {
      holds = List.copyOf(holds);
    }
  }

  /**
   * What stays in the cluster for one reason.
   *
   * @param reason the reason
   * @param hint what can be done about it; empty where nothing has to be
   * @param objects the objects, such as {@code Pod shop/api-0}
   */
  public record Left(String reason, String hint, List<String> objects) {
    /** Copies. */
    public Left {
      objects = List.copyOf(objects);
    }
  }

  /**
   * A secret that has to be given.
   *
   * @param variable the environment variable that it is read from
   * @param what what it is
   */
  public record Provided(String variable, String what) {}

  /**
   * Something to look at.
   *
   * @param file the file, relative to the project
   * @param text what about it
   */
  public record Remark(String file, String text) {}

  /** Refuses nulls and copies. */
  public ImportReport {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(context, "context is null");
    from = List.copyOf(from);
    steps = List.copyOf(steps);
    left = List.copyOf(left);
    unread = List.copyOf(unread);
    provide = List.copyOf(provide);
    remarks = List.copyOf(remarks);
    requireNonNull(next, "next is null");
  }
}
