import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Prints each secret in many forms, in one go and in bits, on both streams. */
class Shout {
  public static void main(String[] arguments) throws Exception {
    for (String name : System.getenv().keySet()) {
      if (name.startsWith("S_") || name.equals("URL") || name.equals("OUTPUT")) {
        shout(System.out, System.getenv(name));
        shout(System.err, System.getenv(name));
      }
    }
    System.exit(System.getenv("MODE").equals("exec") ? 3 : 0);
  }

  private static void shout(PrintStream to, String secret) throws Exception {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(to, true, StandardCharsets.UTF_8);
    out.println("whole " + secret + " end");
    out.println(Base64.getEncoder().encodeToString(bytes));
    out.println(base64(Base64.getEncoder(), "a" + secret));
    out.println(base64(Base64.getUrlEncoder().withoutPadding(), "ab" + secret + "c"));
    out.println(base64(Base64.getMimeEncoder(64, new byte[] {'\n'}), secret));
    out.println(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    out.println(HexFormat.of().formatHex(bytes));
    out.println("{\"secret\": \"" + json(secret) + "\"}");
    out.println("password='" + secret.replace("'", "'\\''") + "'");
    out.println(wrapped("what was given is wrong: " + secret));
    for (int i = 0; i < bytes.length; i += 7) {
      out.write(bytes, i, Math.min(7, bytes.length - i));
      out.flush();
    }
    out.println();
  }

  /** Breaks lines between words, as tools do that write for a screen. */
  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      boolean breaks = column + word.length() > 78;
      out.append(column == 0 ? "" : breaks ? "\n" : " ").append(word);
      column = (breaks ? 0 : column + 1) + word.length();
    }
    return out.toString();
  }

  private static String base64(Base64.Encoder encoder, String text) {
    return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
