package io.deployctl.cli;

import io.deployctl.core.config.ProjectSchema;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.schema.Field;
import io.deployctl.core.schema.Schema;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.fixtures.GoldenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Keeps the reference in docs/ equal to what the code says of itself. */
final class ReferenceTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("project.root"), "docs", "reference");
  private static final String MADE =
      "<!-- Made from the code; scripts/golden-update writes it. -->\n";

  @Test
  void commandsAreThoseOfTheProgram() {
    StringBuilder text = new StringBuilder("# Commands\n\n" + MADE);
    CommandLine root = Deployctl.commandLine(Bare.context(Bare.invocation()));
    command(root, text);
    check("commands.md", text);
  }

  @Test
  void exitCodesAreThoseOfTheProgram() {
    StringBuilder text = new StringBuilder("# Exit codes\n\n" + MADE);
    text.append("\n| code | name | meaning |\n|---|---|---|\n");
    for (ExitStatus status : ExitStatus.values()) {
      text.append("| %d | %s | %s |\n".formatted(status.code(), status.name(), status.meaning()));
    }
    check("exit-codes.md", text);
  }

  @Test
  void configurationKeysAreThoseThatTheProgramKnows() {
    StringBuilder text = new StringBuilder("# deployctl.yaml\n\n" + MADE);
    List<Schema> providers =
        ProviderList.schemas(Parts.offline(Bare.invocation(), new Cancellation()));
    text.append("\nA key that is not listed here is an error. Values are `environments/*.yaml`'s:");
    text.append(" what is in them is up to the project.\n");
    schema("deployctl.yaml", ProjectSchema.schema(providers), text, new ArrayList<>());
    check("configuration.md", text);
  }

  private static void command(CommandLine command, StringBuilder text) {
    text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
    text.append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing());
    text.append("\n```\n");
    command.getSubcommands().values().forEach(below -> command(below, text));
  }

  private static void schema(String path, Schema schema, StringBuilder text, List<String> seen) {
    if (seen.contains(path)) {
      return;
    }
    seen.add(path);
    text.append("\n## ").append(path).append("\n\n").append(schema.doc()).append(".\n\n");
    text.append("| key | value | default | what |\n|---|---|---|---|\n");
    schema.fields().forEach(field -> text.append(row(field)));
    for (Field field : schema.fields()) {
      String name = path.equals("deployctl.yaml") ? field.key() : path + "." + field.key();
      field.nested().ifPresent(nested -> schema(name, nested, text, seen));
    }
  }

  private static String row(Field field) {
    String type =
        field.allowed().isEmpty()
            ? field.type().words()
            : "`" + String.join("`, `", field.allowed()) + "`";
    String otherwise = field.required() ? "required" : field.defaultText().orElse("");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(cell(field.key()), type, cell(otherwise), cell(field.doc()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private static void check(String file, StringBuilder text) {
    GoldenFile.at(REFERENCE.resolve(file)).matches(text.toString());
  }
}
