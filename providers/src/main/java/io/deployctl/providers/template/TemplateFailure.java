package io.deployctl.providers.template;

import io.pebbletemplates.pebble.error.PebbleException;

/** A template can't be rendered. Its message never holds a value. */
final class TemplateFailure extends PebbleException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Makes one.
   *
   * @param code the diagnostic's code
   * @param summary the diagnostic's summary
   * @param line the template's line, from 1
   */
  TemplateFailure(String code, String summary, int line) {
    super(null, summary, line, "template");
    this.code = code;
  }

  /** Returns the diagnostic's code. */
  String code() {
    return code;
  }
}
