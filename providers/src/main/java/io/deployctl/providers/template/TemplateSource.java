package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a template's text. */
final class TemplateSource {
  private TemplateSource() {}

  /**
   * Returns the text with {@code \n} at line ends and without a byte order mark.
   *
   * @param name what messages call the file
   */
  static String read(Path file, String name) {
    try (InputStream stream = Files.newInputStream(file)) {
      if (!Files.isRegularFile(file)) {
        throw unreadable(name, "it is not a regular file");
      }
      byte[] bytes = stream.readNBytes(Limits.SOURCE + 1);
      if (bytes.length > Limits.SOURCE) {
        throw unreadable(name, "a template can have at most " + Limits.SOURCE / 1024 + " KiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith("\uFEFF") ? text.substring(1) : text)
          .replace("\r\n", "\n")
          .replace('\r', '\n');
    } catch (NoSuchFileException missing) {
      throw unreadable(name, "it does not exist");
    } catch (CharacterCodingException notText) {
      throw unreadable(name, "it is not UTF-8");
    } catch (AccessDeniedException denied) {
      throw unreadable(name, "access is denied");
    } catch (IOException problem) {
      throw unreadable(name, String.valueOf(problem.getMessage()));
    }
  }

  private static DeployctlException unreadable(String name, String reason) {
    return DeployctlException.invalid(
        Diagnostic.error("unreadable-file", "can't read " + name + ": " + reason)
            .at(SourcePosition.ofFile(name)));
  }
}
