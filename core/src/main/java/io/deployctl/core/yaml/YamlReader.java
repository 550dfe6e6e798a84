package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;

/** Reads YAML and JSON. Whatever the input, time and memory are bounded by its size. */
public final class YamlReader {
  /** How many nodes a file may have. */
  public static final int MAXIMUM_NODES = 1_000_000;

  /** How many nodes aliases may add to a document, over those that are written. */
  public static final int MAXIMUM_ALIASED_NODES = 100_000;

  private YamlReader() {}

  /**
   * Reads every document of a stream.
   *
   * @param fileName what positions name
   * @param content the bytes, UTF-8 with or without a byte order mark
   * @param schema how scalars are read
   * @return the documents in order; none for a stream with nothing but comments
   * @throws DeployctlException with every problem at its place
   */
  public static List<YamlDocument> read(String fileName, byte[] content, YamlSchema schema) {
    if (content.length > schema.maximumBytes()) {
      throw tooLarge(fileName, schema);
    }
    String text = SourceText.decode(fileName, content);
    LoaderOptions options = new LoaderOptions();
    // Own limits stand before these, because they can name the place.
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setNestingDepthLimit(2 * schema.maximumDepth());
    GuardedParser parser =
        new GuardedParser(
            fileName, schema, new ParserImpl(new TextReader(fileName, text), options));
    try {
      return documents(fileName, new Composer(parser, new ExplicitTags(), options), schema);
    } catch (YAMLException problem) {
      throw DeployctlException.invalid(SyntaxProblem.describe(fileName, problem));
    }
  }

  /**
   * Reads every document of a file.
   *
   * @param file the file
   * @param fileName what positions name
   * @param schema how scalars are read
   * @throws DeployctlException with every problem at its place; also when the file can't be read
   */
  public static List<YamlDocument> readFile(Path file, String fileName, YamlSchema schema) {
    return read(fileName, bytes(file, fileName, schema), schema);
  }

  private static List<YamlDocument> documents(
      String fileName, Composer composer, YamlSchema schema) {
    List<YamlDocument> documents = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    while (composer.checkNode()) {
      Node node = composer.getNode();
      NodeConverter converter = new NodeConverter(fileName, schema, problems);
      YamlNode root = converter.convert(node);
      documents.add(new YamlDocument(root, root.position()));
    }
    if (!problems.isEmpty()) {
      throw new DeployctlException(io.deployctl.core.model.ExitStatus.INVALID, problems);
    }
    return List.copyOf(documents);
  }

  private static byte[] bytes(Path file, String fileName, YamlSchema schema) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(
          fileName, Files.isDirectory(file) ? "it is a directory" : "it is not a regular file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] content = stream.readNBytes(schema.maximumBytes() + 1);
      if (content.length > schema.maximumBytes()) {
        throw tooLarge(fileName, schema);
      }
      return content;
    } catch (NoSuchFileException missing) {
      throw unreadable(fileName, "it does not exist");
    } catch (IOException problem) {
      throw unreadable(fileName, reason(problem));
    }
  }

  private static String reason(IOException problem) {
    return problem instanceof java.nio.file.AccessDeniedException
        ? "access is denied"
        : String.valueOf(problem.getMessage());
  }

  private static DeployctlException unreadable(String fileName, String reason) {
    return DeployctlException.invalid(
        Diagnostic.error("unreadable-file", "can't read " + fileName + ": " + reason)
            .at(SourcePosition.ofFile(fileName)));
  }

  private static DeployctlException tooLarge(String fileName, YamlSchema schema) {
    int mebibytes = schema.maximumBytes() / (1024 * 1024);
    return DeployctlException.invalid(
        Diagnostic.error(
                "yaml-too-large",
                "can't read " + fileName + ": it is larger than " + mebibytes + " MiB")
            .at(SourcePosition.ofFile(fileName))
            .hint("Split it into several files"));
  }
}
