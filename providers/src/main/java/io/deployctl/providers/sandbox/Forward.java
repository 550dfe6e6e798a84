package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a port-forward to a simulated pod reach a process on this machine.
 *
 * @param namespace the pods' namespace
 * @param port the port that the pods are asked at
 * @param address the address that is connected to instead, such as {@code 127.0.0.1}
 * @param target the port there
 */
public record Forward(String namespace, int port, String address, int target) {
  private static final Pattern TEXT =
      Pattern.compile("([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)/(\\d{1,5})=([^\\s:/]+):(\\d{1,5})");

  /** Refuses nulls and ports outside 1 to 65535. */
  public Forward {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(address, "address is null");
    if (port < 1 || port > 65_535 || target < 1 || target > 65_535) {
      throw new IllegalArgumentException("a port lies between 1 and 65535");
    }
  }

  /**
   * Reads {@code namespace/port=address:port}.
   *
   * @throws DeployctlException if the text is anything else
   */
  public static Forward parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw malformed(text);
    }
    try {
      return new Forward(
          matcher.group(1),
          Integer.parseInt(matcher.group(2)),
          matcher.group(3),
          Integer.parseInt(matcher.group(4)));
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
  }

  private static DeployctlException malformed(String text) {
    return DeployctlException.invalid(
        Diagnostic.error("sandbox-forward", "Cannot read the forward `" + text + "`")
            .hint("Write `NAMESPACE/PORT=ADDRESS:PORT`, such as `shop/8080=127.0.0.1:18080`"));
  }

  @Override
  public String toString() {
    return namespace + "/" + port + "=" + address + ":" + target;
  }
}
