package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.config.Resolved;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * Reads a step's objects as planning does, and asks no cluster about them: names, namespaces and
 * labels are what is written.
 */
public final class OfflineRendering {
  private static final int KEY_LENGTH = 32;

  private final DocumentRenderer renderer;
  private final Redactor redactor;
  private final Tagger tagger;

  /**
   * Makes one.
   *
   * @param renderer turns files into documents
   * @param redactor knows every secret that was read
   */
  public OfflineRendering(DocumentRenderer renderer, Redactor redactor) {
    this.renderer = requireNonNull(renderer, "renderer is null");
    this.redactor = requireNonNull(redactor, "redactor is null");
    // Nothing is compared with these tags later, so that the environment's own key is not needed.
    byte[] key = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    this.tagger = new Tagger(key);
  }

  /**
   * Returns the objects of a step.
   *
   * @param projectDirectory the project's directory
   * @param step the step's settings and the environment's values
   * @throws io.deployctl.core.diagnostic.DeployctlException with everything that is wrong in the
   *     step's files
   */
  public RenderedManifests render(Path projectDirectory, Resolved step) {
    Source source = new ProjectSource(projectDirectory, step, tagger, redactor, renderer).read();
    boolean known = source.shapeWaitsOn().isEmpty();
    return new RenderedManifests(
        known ? source.manifests().stream().map(this::item).toList() : List.of(),
        source.shapeWaitsOn());
  }

  private RenderedManifests.Item item(Manifest manifest) {
    return new RenderedManifests.Item(
        manifest.position().map(SourcePosition::file).orElse(""),
        new LeafTree(manifest, tagger, redactor).read());
  }
}
