package io.deployctl.core.container;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A kind of file, and why something can't be taken for one.
 *
 * @param magic how such a file begins; its line break shows when a transfer took it for text
 * @param version the newest version of the form that is known
 * @param noun what such a file is called: {@code plan file}
 * @param wanted what to give instead, as an instruction: {@code give the file that … wrote}
 * @param again how to make it again, as an instruction
 */
public record FileForm(String magic, int version, String noun, String wanted, String again) {
  /** Refuses nulls. */
  public FileForm {
    requireNonNull(magic, "magic is null");
    requireNonNull(noun, "noun is null");
    requireNonNull(wanted, "wanted is null");
    requireNonNull(again, "again is null");
  }

  /** Returns how such a file begins. */
  byte[] beginning() {
    return magic.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns whether a file that begins with these bytes is one of this form. */
  public boolean isBeginning(byte[] file) {
    byte[] magicBytes = beginning();
    return file.length >= magicBytes.length
        && Arrays.equals(file, 0, magicBytes.length, magicBytes, 0, magicBytes.length);
  }

  /** Returns the refusal of a file of another kind. */
  DeployctlException another() {
    return refusal(
        Diagnostic.error("not-a-" + code(), "this is no " + noun)
            .detail("it does not begin as one; a transfer as text changes it too")
            .hint(wanted + ", copied as it is"));
  }

  /** Returns the refusal of a file that a newer version wrote. */
  DeployctlException newer(int found) {
    return refusal(
        Diagnostic.error(code() + "-newer", "this " + noun + " was written by a newer deployctl")
            .detail("form " + Integer.toUnsignedString(found) + ", known up to " + version)
            .hint("use the version that made it, or make it again with this one"));
  }

  /**
   * Returns the refusal of a file that lacks its end.
   *
   * @param expected how long it should be; {@link Long#MAX_VALUE} where it says something absurd
   */
  DeployctlException cutOff(long found, long expected) {
    return refusal(
        Diagnostic.error(code() + "-damaged", "this " + noun + " is cut off")
            .detail(
                expected == Long.MAX_VALUE
                    ? "its length is not one that deployctl writes"
                    : "it has " + found + " of " + expected + " bytes")
            .hint("copy it again, or " + again));
  }

  /**
   * Returns the refusal of a file that is not as it was written.
   *
   * @param how what shows it
   */
  public DeployctlException changed(String how) {
    return refusal(
        Diagnostic.error(code() + "-damaged", "this " + noun + " was changed since it was written")
            .detail(how)
            .hint("copy it again, or " + again));
  }

  private String code() {
    return noun.replace(' ', '-');
  }

  private static DeployctlException refusal(Diagnostic diagnostic) {
    return DeployctlException.invalid(diagnostic);
  }
}
