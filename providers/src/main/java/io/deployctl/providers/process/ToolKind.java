package io.deployctl.providers.process;

import java.util.List;
import java.util.regex.Pattern;

/** The tools that deployctl drives: how each is asked for its version, and which will do. */
public enum ToolKind {
  HELM(
      "helm",
      "helm",
      "version --template {{.Version}}",
      "(v\\d\\S*)",
      ">=3.13 <5",
      "https://helm.sh/docs/intro/install/"),
  TERRAFORM(
      "terraform",
      "terraform",
      "version -json",
      "\"terraform_version\"\\s*:\\s*\"([^\"]+)\"",
      ">=1.6",
      "https://developer.hashicorp.com/terraform/install"),
  TOFU(
      "tofu",
      "opentofu",
      "version -json",
      "\"terraform_version\"\\s*:\\s*\"([^\"]+)\"",
      ">=1.6",
      "https://opentofu.org/docs/intro/install/"),
  /** Asked for its version alone, it asks the internet whether that is the newest. */
  SOPS(
      "sops",
      "sops",
      "--disable-version-check --version",
      "sops (\\d\\S*)",
      ">=3.8 <4",
      "https://getsops.io/docs/");

  private final String binary;
  private final String requirement;
  private final String versionArguments;
  private final Pattern versionPattern;
  private final String supported;
  private final String installation;

  ToolKind(
      String binary,
      String requirement,
      String versionArguments,
      String versionPattern,
      String supported,
      String installation) {
    this.binary = binary;
    this.requirement = requirement;
    this.versionArguments = versionArguments;
    this.versionPattern = Pattern.compile(versionPattern);
    this.supported = supported;
    this.installation = installation;
  }

  /** Returns the program's name. */
  public String binary() {
    return binary;
  }

  /** Returns the tool's name under {@code requires}. */
  public String requirement() {
    return requirement;
  }

  /**
   * Returns whether steps act with it, so that another version may do something else than what was
   * planned. A tool that only gives values does not: the values themselves are compared.
   */
  boolean acts() {
    return this != SOPS;
  }

  /** Returns the versions that deployctl works with, as a range. */
  public String supported() {
    return supported;
  }

  /** Returns where a user finds out how to install it. */
  public String installation() {
    return installation;
  }

  List<String> versionArguments() {
    return List.of(versionArguments.split(" "));
  }

  Pattern versionPattern() {
    return versionPattern;
  }
}
