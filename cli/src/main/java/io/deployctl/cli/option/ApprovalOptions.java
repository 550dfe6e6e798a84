package io.deployctl.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Who says yes. */
public final class ApprovalOptions {
  @Option(names = "--auto-approve", description = "Ask nobody: say yes to whatever the plan is.")
  private boolean autoApprove;

  @Option(
      names = "--approve",
      paramLabel = "NAME",
      description = "With --auto-approve: the name of the protected environment that is meant.")
  private List<String> names = new ArrayList<>();

  private boolean reviewed;

  /** Returns these options where somebody has said yes already, to exactly this plan. */
  public ApprovalOptions approved() {
    ApprovalOptions approved = new ApprovalOptions();
    approved.autoApprove = autoApprove;
    approved.names = names;
    approved.reviewed = true;
    return approved;
  }

  /** Returns whether somebody has said yes already to the plan as it is, and to nothing more. */
  public boolean reviewed() {
    return reviewed;
  }

  /** Returns whether nobody is to be asked. */
  public boolean autoApprove() {
    return autoApprove;
  }

  /** Returns the protected environments to which this says yes. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
