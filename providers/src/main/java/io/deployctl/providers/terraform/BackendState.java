package io.deployctl.providers.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a root's state is.
 *
 * @param identity what the step is in the target: {@code terraform:<backend>/<workspace>/<root>}
 * @param inProject whether the state is kept in files of the project's own directory, so that
 *     nobody can work with it from anywhere else
 */
record BackendState(String identity, boolean inProject) {
  private static final String CREDENTIALS =
      ".*(password|secret|token|access_key|conn_str|credential|sas|username|certificate).*";

  /** Reads it from the data directory of an initialised root. */
  static BackendState of(Workplace place, TerraformInputs inputs) {
    JsonNode backend = place.dataFile("terraform.tfstate").path("backend");
    String type = backend.path("type").asText("local");
    String workspace = inputs.workspace().orElse("default");
    SortedMap<String, String> parts = new TreeMap<>();
    backend
        .path("config")
        .properties()
        .forEach(
            field -> {
              // A digest of a weak password would tell it.
              boolean named = !field.getKey().toLowerCase(Locale.ROOT).matches(CREDENTIALS);
              if (named && !field.getValue().isNull()) {
                parts.put(field.getKey(), field.getValue().toString());
              }
            });
    String digest = Digest.of(type + parts).brief();
    return new BackendState(
        "terraform:" + digest + "/" + workspace + "/" + inputs.root(),
        type.equals("local") && isRelative(backend.path("config"), workspace));
  }

  /** Reads what {@link #toContent()} wrote. */
  static BackendState parse(Content content) {
    String[] lines = new String(content.bytes(), StandardCharsets.UTF_8).split("\n", -1);
    return new BackendState(lines[0], lines.length > 1 && lines[1].equals("in project"));
  }

  Content toContent() {
    String text = identity + "\n" + (inProject ? "in project" : "elsewhere");
    return Content.open(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isRelative(JsonNode config, String workspace) {
    String key = workspace.equals("default") ? "path" : "workspace_dir";
    return !Path.of(config.path(key).asText("")).isAbsolute();
  }
}
