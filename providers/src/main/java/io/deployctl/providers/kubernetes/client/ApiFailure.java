package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The API server answered with an error, or did not answer. Message and status hold no secrets. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final transient Optional<ObjectNode> status;

  /**
   * Makes one.
   *
   * @param code the HTTP status; 0 where no answer came
   * @param reason the Status object's reason, such as {@code Conflict}; {@code Unreachable} or
   *     {@code Timeout} where no answer came
   * @param message the Status object's message
   * @param status the whole Status object, if there is one
   */
  public ApiFailure(int code, String reason, String message, Optional<ObjectNode> status) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.status = status;
  }

  /** Returns the HTTP status; 0 where no answer came. */
  public int code() {
    return code;
  }

  /** Returns the reason, such as {@code Conflict}, {@code Forbidden}, {@code Invalid}. */
  public String reason() {
    return reason;
  }

  /** Returns the whole Status object, if there is one. */
  public Optional<ObjectNode> status() {
    return status;
  }

  /** Returns whether nothing of the name is there. */
  public boolean isNotFound() {
    return code == 404;
  }

  /** Returns whether the request may go through when it is sent again. */
  public boolean isTransient() {
    return code == 0 || code == 429 || code == 500 || code == 502 || code == 503 || code == 504;
  }
}
