package io.deployctl.core.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The texts in which a secret can come back from a tool or a server. */
final class SecretEncodings {
  /** Shorter texts are found everywhere: a secret that short is masked by place only. */
  static final int MINIMUM_LENGTH = 8;

  private static final int MAXIMUM_WHOLE = 1_024;
  private static final int PIECE = 256;
  private static final int MANY = 4_096;
  private static final int MOST_WORDS = 40;
  private static final int SHORT_LINE = 40;

  private static final Set<String> COMMON =
      Set.of(
          "changeit",
          "changeme",
          "database",
          "development",
          "localhost",
          "password",
          "postgres",
          "postgresql",
          "production",
          "username",
          "undefined",
          "12345678",
          "kubernetes");

  /** What different encoders leave as it is, beside letters and digits. */
  private static final List<String> UNESCAPED =
      List.of("*-_.", "-_.~", "-_.!~*'()", "-_.~$&+=:@", "-_.~$&+,;=", "-_.~!$&'()*+,;=:@/?");

  private SecretEncodings() {}

  /** Returns every text to search for; none for a secret that is too short or too common. */
  static Set<String> of(String secret) {
    Set<String> patterns = new LinkedHashSet<>();
    if (secret.strip().length() < MINIMUM_LENGTH
        || COMMON.contains(secret.strip().toLowerCase(Locale.ROOT))) {
      return patterns;
    }
    boolean large = secret.length() > MANY;
    for (String piece : pieces(secret)) {
      patterns.add(piece);
      base64(piece, patterns);
      json(piece, patterns);
      if (!large) {
        url(piece, patterns);
        quotes(piece, patterns);
        words(piece, patterns);
        hexadecimal(piece, patterns);
      }
    }
    patterns.removeIf(pattern -> pattern.length() < MINIMUM_LENGTH);
    return patterns;
  }

  /** Returns the whole, unless it is long, and its lines; what is long is cut into pieces. */
  private static List<String> pieces(String secret) {
    List<String> pieces = new ArrayList<>();
    if (secret.length() <= MAXIMUM_WHOLE) {
      pieces.add(secret);
      pieces.add(secret.strip());
    }
    for (String line : secret.split("\\R")) {
      String text = line.strip();
      boolean boundary = text.startsWith("-----");
      if (boundary || text.length() < MINIMUM_LENGTH) {
        continue;
      }
      if (text.length() <= MAXIMUM_WHOLE) {
        pieces.add(text);
        continue;
      }
      for (int i = 0; i < text.length(); i += PIECE) {
        // The last piece reaches back, so that it is long enough to be searched for.
        int start = Math.min(i, text.length() - PIECE);
        pieces.add(text.substring(start, start + PIECE));
      }
    }
    return pieces;
  }

  private static void base64(String text, Set<String> patterns) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        String encoded = encoder.encodeToString(shifted);
        // The first characters have bits of what comes before; the last one of what comes after.
        String known = encoded.substring(shift == 0 ? 0 : shift + 1);
        String unpadded = known.replace("=", "");
        boolean whole = shifted.length % 3 == 0;
        patterns.add(known);
        patterns.add(unpadded);
        patterns.add(whole ? unpadded : unpadded.substring(0, unpadded.length() - 1));
        if (shift == 0) {
          wrap(encoded, 76, patterns);
          wrap(encoded, 64, patterns);
        }
      }
    }
  }

  /** Adds the lines of base64 that is broken into lines. */
  private static void wrap(String encoded, int width, Set<String> patterns) {
    for (int i = 0; encoded.length() > width && i < encoded.length(); i += width) {
      patterns.add(encoded.substring(i, Math.min(i + width, encoded.length())));
    }
  }

  private static void json(String text, Set<String> patterns) {
    String plain = json(text, "", false);
    patterns.add(plain);
    patterns.add(json(plain, "", false));
    patterns.add(json(text, "/", false));
    // Go's encoder escapes what is special in HTML.
    patterns.add(json(text, "<>&", false));
    patterns.add(json(text, "<>&", true));
    patterns.add(json(text, "", true));
    patterns.add(upperEscapes(json(text, "<>&'", true)));
    patterns.add(upperEscapes(json(text, "", true)));
  }

  private static String json(String text, String special, boolean ascii) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          boolean slash = c == '/' && special.contains("/");
          boolean escape = c < ' ' || ascii && c > '~' || special.indexOf(c) >= 0;
          out.append(slash ? "\\/" : escape ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
      }
    }
    return out.toString();
  }

  private static String upperEscapes(String json) {
    StringBuilder out = new StringBuilder(json);
    for (int i = json.indexOf("\\u"); i >= 0; i = json.indexOf("\\u", i + 2)) {
      out.replace(i + 2, i + 6, json.substring(i + 2, i + 6).toUpperCase(Locale.ROOT));
    }
    return out.toString();
  }

  private static void url(String text, Set<String> patterns) {
    for (String unescaped : UNESCAPED) {
      for (String space : List.of("+", "%20")) {
        patterns.add(url(text, unescaped, space, "%%%02X"));
        patterns.add(url(text, unescaped, space, "%%%02x"));
      }
    }
  }

  private static String url(String text, String unescaped, String space, String escape) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (isAlphanumeric(c) || unescaped.indexOf(c) >= 0);
      out.append(c == ' ' ? space : plain ? String.valueOf(c) : escape.formatted((int) c));
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** Adds what quoting in YAML, shells, HTML and XML makes of it. */
  private static void quotes(String text, Set<String> patterns) {
    patterns.add(text.replace("'", "''"));
    patterns.add(text.replace("'", "'\\''"));
    patterns.add(text.replace("'", "'\"'\"'"));
    String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    patterns.add(html);
    patterns.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
    patterns.add(html.replace("\"", "&#34;").replace("'", "&#39;"));
    patterns.add(html.replace("\"", "&quot;").replace("'", "&apos;"));
  }

  /**
   * Adds what wrapping between words makes of it: tools write their errors 78 columns wide or so.
   */
  private static void words(String text, Set<String> patterns) {
    int count = 0;
    for (int i = text.indexOf(' '); i >= 0 && count < MOST_WORDS; i = text.indexOf(' ', i + 1)) {
      count++;
      String once = broken(text, i);
      patterns.add(once);
      for (int j = text.indexOf(' ', i + SHORT_LINE); j >= 0; j = text.indexOf(' ', j + 1)) {
        patterns.add(broken(once, j));
      }
    }
  }

  private static String broken(String text, int at) {
    return text.substring(0, at) + '\n' + text.substring(at + 1);
  }

  private static void hexadecimal(String text, Set<String> patterns) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    patterns.add(HexFormat.of().formatHex(bytes));
    patterns.add(HexFormat.of().withUpperCase().formatHex(bytes));
  }
}
