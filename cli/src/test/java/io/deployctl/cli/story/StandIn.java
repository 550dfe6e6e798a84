package io.deployctl.cli.story;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ECAP's stand-in, run as the guide says: `java standin/EcapApi.java`. */
final class StandIn implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int port;

  private StandIn(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static StandIn start(Path ecap, String password) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "standin/EcapApi.java", "--port", "0")
            .directory(ecap.toFile())
            .redirectErrorStream(true);
    builder.environment().put("ECAP_SMOKE_PASSWORD", password);
    try {
      Process process = builder.start();
      BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
      String line = reader.readLine();
      while (line != null) {
        Matcher matcher = ADDRESS.matcher(line);
        if (matcher.find()) {
          return new StandIn(process, Integer.parseInt(matcher.group(1)));
        }
        line = reader.readLine();
      }
      throw new IllegalStateException("the stand-in ended without saying its address");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
