package io.deployctl.providers.kubernetes.client;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address range in CIDR form.
 *
 * @param address its first address
 * @param prefix how many leading bits its addresses share
 */
record Subnet(InetAddress address, int prefix) {
  private static final Pattern LITERAL =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

  /** Returns the range, or empty where the text is none. */
  static Optional<Subnet> parse(String cidr) {
    int slash = cidr.indexOf('/');
    Optional<InetAddress> address = literal(cidr.substring(0, slash));
    String bits = cidr.substring(slash + 1);
    if (address.isEmpty() || !bits.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(bits);
    return prefix <= address.get().getAddress().length * 8
        ? Optional.of(new Subnet(address.get(), prefix))
        : Optional.empty();
  }

  /** Returns whether the host is an address of this range; a name is not looked up. */
  boolean contains(String host) {
    Optional<InetAddress> other = literal(host);
    if (other.isEmpty() || other.get().getAddress().length != address.getAddress().length) {
      return false;
    }
    int rest = address.getAddress().length * 8 - prefix;
    return number(address).shiftRight(rest).equals(number(other.get()).shiftRight(rest));
  }

  private static BigInteger number(InetAddress of) {
    return new BigInteger(1, of.getAddress());
  }

  private static Optional<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }
}
