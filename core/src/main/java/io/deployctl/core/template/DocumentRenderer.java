package io.deployctl.core.template;

import io.deployctl.core.value.Value;
import java.nio.file.Path;

/**
 * Turns files into documents. A file whose name ends {@code .tmpl.yaml} (or {@code .tmpl.yml}) is a
 * template over the values; any other YAML or JSON is read untouched, as kubectl reads it (YAML
 * 1.1). Safe for several threads.
 */
public interface DocumentRenderer {
  /**
   * Renders one file.
   *
   * @param projectDirectory what messages show the file's name relative to
   * @param file the file
   * @param values what a template may use: the environment's values, and, in a blueprint, its
   *     parameters under {@code with}
   * @return its documents
   * @throws io.deployctl.core.diagnostic.DeployctlException with every problem at its place in the
   *     file: undefined names, endless loops, invalid YAML (at the template's line), bombs
   */
  Rendering render(Path projectDirectory, Path file, Value.Mapping values);
}
