package io.deployctl.core.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads journals, also those of runs that ended in the middle of a line. */
public final class JournalReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private JournalReader() {}

  /**
   * Returns the journal's lines in order. A last line without its line feed was torn by a crash and
   * is left out: what it would have said was not safe on disk, so nobody acted on it.
   *
   * @throws DeployctlException when the file can't be read, is no journal, or is damaged in its
   *     middle
   */
  public static List<JournalLine> read(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw DeployctlException.failed(
          Diagnostic.error("journal-unreadable", "can't read the journal `" + file + "`")
              .detail(FileTrouble.of(failed, file).cause()));
    }
    List<JournalLine> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(line(text.substring(start, end), file, lines.size() + 1));
      start = end + 1;
    }
    if (!lines.isEmpty() && !lines.get(0).type().equals("journal")) {
      throw damaged(file, 1, "the first line is no journal's head");
    }
    return lines;
  }

  private static JournalLine line(String text, Path file, int number) {
    Map<String, Object> fields;
    try {
      fields = MAPPER.readValue(text, MAP);
    } catch (JsonProcessingException wrong) {
      throw damaged(file, number, wrong.getOriginalMessage());
    }
    if (fields == null || !(fields.get("type") instanceof String type)) {
      throw damaged(file, number, "the line has no type");
    }
    return new JournalLine(type, fields);
  }

  private static DeployctlException damaged(Path file, int line, String why) {
    return DeployctlException.failed(
        Diagnostic.error("journal-damaged", "the journal `" + file + "` is damaged")
            .at(new SourcePosition(file.toString(), line, 0))
            .detail(why));
  }
}
