package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.view.Views;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What programs read: one document, printed when the command ends, so that it can hold every
 * diagnostic and the exit code.
 */
public final class JsonViews implements Views {
  private final JsonPage page;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private Optional<ObjectNode> result = Optional.empty();

  /** Makes them print to the given stream. */
  public JsonViews(PrintStream out) {
    this.page = new JsonPage(out);
  }

  @Override
  public void diagnostics(List<Diagnostic> more) {
    diagnostics.addAll(more);
  }

  @Override
  public void version(Invocation.Program program) {
    result =
        Optional.of(
            JsonPage.document("version")
                .put("deployctl", program.version())
                .put("java", program.java()));
  }

  @Override
  public void finish(int exit) {
    ObjectNode document = result.orElseGet(() -> JsonPage.document("outcome"));
    document.put("exit", exit);
    document.set("diagnostics", JsonDiagnostics.of(diagnostics));
    page.document(document);
  }
}
