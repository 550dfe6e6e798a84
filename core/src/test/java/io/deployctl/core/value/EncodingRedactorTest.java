package io.deployctl.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EncodingRedactorTest {
  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 +/=&<>'\"\\%#?:;@!$*()_-.~é€😀\t";

  private final EncodingRedactor redactor = new EncodingRedactor();

  @Test
  void plainTextIsMaskedAndTheRestIsNot() {
    register("correct horse");
    assertThat(redactor.redact("a correct horse, a correct horsecorrect horse, correct hors"))
        .isEqualTo("a (secret), a (secret), correct hors");
    assertThat(redactor.redact("")).isEmpty();
  }

  @Test
  void shortAndCommonTextsAreLeftAlone() {
    register("true");
    register("5432");
    register("Password");
    register("       x");
    assertThat(redactor.redact("true 5432 Password        x"))
        .isEqualTo("true 5432 Password        x");
  }

  @Test
  void goAndJacksonEscapesAreKnown() {
    register("a<b>&\"quoted\"\u2028/é");
    assertThat(redactor.redact("{\"x\":\"a\\u003cb\\u003e\\u0026\\\"quoted\\\"\u2028/é\"}"))
        .isEqualTo("{\"x\":\"(secret)\"}");
    assertThat(redactor.redact("{\"x\":\"a<b>&\\\"quoted\\\"\\u2028/\\u00e9\"}"))
        .isEqualTo("{\"x\":\"(secret)\"}");
    assertThat(redactor.redact("{\"x\":\"a<b>&\\\"quoted\\\"\\u2028/\\u00E9\"}"))
        .isEqualTo("{\"x\":\"(secret)\"}");
  }

  @Test
  void severalLinesAreFoundOneByOneAndIndented() {
    String key =
        """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASC
        BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
        short
        -----END PRIVATE KEY-----
        """;
    register(key);
    assertThat(
            redactor.redact(
                """
                  key: |
                    -----BEGIN PRIVATE KEY-----
                    MIIEvQIBADANBgkqhkiG9w0BAQEFAASC
                    BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
                """))
        .isEqualTo(
            """
              key: |
                -----BEGIN PRIVATE KEY-----
                (secret)
                (secret)
            """);
    String encoded = Base64.getMimeEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    for (String line : redactor.redact(encoded).split("\r\n")) {
      assertThat(line).contains(SecretText.MASK);
    }
  }

  @Test
  void secretThatIsWrappedBetweenWordsIsFound() {
    String secret = "plenty of small words that nobody would ever guess in a row of such length";
    register(secret);

    assertThat(redactor.redact("it is plenty of small\nwords" + secret.substring(21) + "!"))
        .isEqualTo("it is (secret)!");
    assertThat(redactor.redact(secret.replace("small ", "small\n").replace("in a ", "in a\n")))
        .isEqualTo("(secret)");
  }

  @Test
  void longSecretsAreMaskedAsAWhole() {
    Random random = new Random(3);
    byte[] bytes = new byte[6_000];
    random.nextBytes(bytes);
    String secret = Base64.getEncoder().encodeToString(bytes);
    register(secret);
    assertThat(redactor.redact("<" + secret + ">")).isEqualTo("<(secret)>");
    String twice = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    assertThat(redactor.redact(twice).replace(SecretText.MASK, "").length()).isLessThan(200);
  }

  @Test
  void everyEncodingIsFoundAtEveryPlaceInAnyChunks() throws JsonProcessingException {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      EncodingRedactor fresh = new EncodingRedactor();
      String secret = secret(random);
      fresh.register(new SecretText(secret));
      fresh.register(new SecretText(secret(random)));
      for (String encoded : encodings(secret, random)) {
        String text = "{[" + encoded + "]}";
        String whole = fresh.redact(text);
        assertThat(whole).as(encoded).contains(SecretText.MASK);
        // The braces, and in base64 the neighbours: three bytes at each end, padded.
        assertThat(whole.length() - SecretText.MASK.length()).as(whole).isLessThanOrEqualTo(16);
        assertThat(chunked(fresh, text, random)).isEqualTo(whole);
      }
    }
  }

  @Test
  void randomTextIsChangedByNothingButWholeSecrets() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      EncodingRedactor fresh = new EncodingRedactor();
      String secret = "ab".repeat(4) + (char) ('a' + random.nextInt(3)) + "abab";
      fresh.register(new SecretText(secret));
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        text.append((char) ('a' + random.nextInt(100) / 45));
        if (random.nextInt(60) == 0) {
          text.append(secret);
        }
      }
      String expected = maskNaively(text.toString(), secret);
      assertThat(chunked(fresh, text.toString(), random)).isEqualTo(expected);
    }
  }

  @Test
  void aLineIsShownAtOnceUnlessItEndsLikeASecret() {
    register("correct horse");
    Redactor.Filter filter = redactor.newFilter();
    assertThat(filter.next("ready? ")).isEqualTo("ready? ");
    assertThat(filter.next("the corr")).isEqualTo("the ");
    assertThat(filter.next("ect horses\n")).isEqualTo("(secret)s\n");
    assertThat(filter.next("cor")).isEmpty();
    assertThat(filter.end()).isEqualTo("cor");
  }

  @Test
  void aSecretThatIsRegisteredMeanwhileIsFoundInWhatIsHeldBack() {
    register("correct horse");
    Redactor.Filter filter = redactor.newFilter();
    assertThat(filter.next("x correct ")).isEqualTo("x ");
    register("rect something");
    assertThat(filter.next("something else")).isEqualTo("cor(secret) else");
  }

  @Test
  void nothingOfASecretIsInItsOwnDescription() {
    register("correct horse");
    assertThat(redactor.toString()).isEqualTo("EncodingRedactor[1 secrets]");
  }

  @Test
  void timeGrowsWithTheTextAlone() {
    register("a".repeat(200) + "b");
    register("a".repeat(100));
    String text = "a".repeat(1_000_000) + "c".repeat(9_000_000);
    // Not isEqualTo: a failure would print ten million characters.
    assertThat(redactor.redact(text).equals(SecretText.MASK + "c".repeat(9_000_000))).isTrue();
  }

  private void register(String secret) {
    redactor.register(new SecretText(secret));
  }

  private static String chunked(EncodingRedactor redactor, String text, Random random) {
    Redactor.Filter filter = redactor.newFilter();
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(9));
      out.append(filter.next(text.substring(at, end)));
      at = end;
    }
    return out.append(filter.end()).toString();
  }

  private static String secret(Random random) {
    StringBuilder secret = new StringBuilder("Zq7");
    int[] alphabet = ALPHABET.codePoints().toArray();
    for (int i = 8 + random.nextInt(30); i > 0; i--) {
      secret.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return secret.append("Xw").toString();
  }

  private static List<String> encodings(String secret, Random random)
      throws JsonProcessingException {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    List<String> encodings = new ArrayList<>();
    encodings.add(secret);
    encodings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    encodings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    encodings.add(HexFormat.of().formatHex(bytes));
    String json = new ObjectMapper().writeValueAsString(secret);
    encodings.add(json.substring(1, json.length() - 1));
    for (int before = 0; before < 4; before++) {
      byte[] around = new byte[before + bytes.length + random.nextInt(4)];
      random.nextBytes(around);
      System.arraycopy(bytes, 0, around, before, bytes.length);
      encodings.add(Base64.getEncoder().encodeToString(around));
      encodings.add(Base64.getUrlEncoder().withoutPadding().encodeToString(around));
    }
    return encodings;
  }

  private static String maskNaively(String text, String secret) {
    boolean[] masked = new boolean[text.length()];
    for (int i = text.indexOf(secret); i >= 0; i = text.indexOf(secret, i + 1)) {
      java.util.Arrays.fill(masked, i, i + secret.length(), true);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!masked[i]) {
        out.append(text.charAt(i));
      } else if (i == 0 || !masked[i - 1]) {
        out.append(SecretText.MASK);
      }
    }
    return out.toString();
  }
}
