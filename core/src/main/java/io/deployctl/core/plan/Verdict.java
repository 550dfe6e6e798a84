package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * What a look at something in the target came to, where nothing is done with it.
 *
 * @param address the object, as users read it
 * @param kind what it came to
 * @param reason in a few words, such as {@code belongs to Argo CD (application `shop`)}
 * @param hint what to do about it, where there is something
 */
public record Verdict(String address, Kind kind, String reason, Optional<String> hint) {
  /** What a look can come to. */
  public enum Kind {
    /** It is the environment's already. */
    OURS("="),
    /** It is not there. */
    ABSENT("+"),
    /** It is somebody else's. */
    REFUSED("!");

    private final String symbol;

    Kind(String symbol) {
      this.symbol = symbol;
    }

    /** Returns the character that stands before it in a plan. */
    public String symbol() {
      return symbol;
    }

    /** Returns the word that programs get. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Refuses nulls. */
  public Verdict {
    requireNonNull(address, "address is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(hint, "hint is null");
  }

  /** Returns the verdict on somebody else's. */
  public static Verdict refused(String address, String reason, String hint) {
    return new Verdict(address, Kind.REFUSED, reason, Optional.of(hint));
  }

  /** Returns the verdict on what is the environment's already. */
  public static Verdict ours(String address) {
    return new Verdict(address, Kind.OURS, "is the environment's already", Optional.empty());
  }

  /** Returns the verdict on what is not there. */
  public static Verdict absent(String address) {
    return new Verdict(address, Kind.ABSENT, "is not there yet", Optional.empty());
  }
}
