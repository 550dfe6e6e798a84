package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A project in one environment, loaded from all layers, checked as a whole: what planning reads.
 * Everything that can be wrong offline has been reported before one of these exists.
 */
public interface Deployment {
  /** Returns the project's directory. */
  Path directory();

  /** Returns the project's name. */
  String project();

  /** Returns the environment's name, never an alias. */
  String environment();

  /** Returns whether the environment is protected. */
  boolean isProtected();

  /** Returns where it is deployed to. */
  TargetSpec target();

  /** Returns the stages in order. */
  List<StageSpec> stages();

  /** Returns what to do when a step fails. */
  FailurePolicy onFailure();

  /** Returns the version ranges that the project requires, by tool name, as written. */
  Map<String, String> requires();

  /** Returns the values that did not come from committed files. */
  List<ValueOverride> overrides();

  /** Returns the value of each declared input that has one. */
  Map<String, String> inputs();

  /** Returns warnings and notes about the configuration. */
  List<Diagnostic> notes();

  /**
   * Resolves one step's settings, and the values, with the outputs that are known by now. An output
   * that is not among them becomes {@link Value.Unknown}.
   *
   * @param step a step of {@link #stages()}
   * @param outputs outputs of steps that have run, or that were kept by the newest release
   */
  Resolved resolve(StepSpec step, Map<StepOutputRef, Value> outputs);

  /**
   * Returns the values that hold what stands at the given places, with what each layer says about
   * them. Reads no secret.
   *
   * @param origins places where values stand; what is no value of the environment is left out
   */
  List<LayeredValue> layers(Collection<Origin> origins);

  /**
   * Returns the digest of the resolved project and values: SHA-256 over canonical JSON (RFC 8785),
   * secrets by their tag. It identifies inputs; it never decides "no change".
   */
  Digest digest(Tagger tagger);
}
