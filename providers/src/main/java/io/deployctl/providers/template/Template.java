package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.value.Value;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.ParserException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.lexer.Syntax;
import io.pebbletemplates.pebble.loader.MemoryLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** One template, parsed once and rendered as often as needed. For one thread. */
final class Template {
  private final String source;
  private final TemplateErrors errors;
  private final Watchdog watchdog;
  private final Tracing tracing = new Tracing();
  private PebbleTemplate parsed;

  /**
   * Makes one.
   *
   * @param file the file's name, for messages
   * @param source its text, with {@code \n} at line ends
   */
  Template(String file, String source, Watchdog watchdog) {
    this.source = StandaloneTags.remove(source);
    this.errors = new TemplateErrors(file);
    this.watchdog = watchdog;
  }

  /** Text that came out, and how. */
  record Output(String text, Trace trace) {}

  /** A template failed: what is to be told, and what it had read by then. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DeployctlException error;
    private final transient Trace trace;
    private final boolean data;

    private Failed(DeployctlException error, Trace trace, boolean data) {
      super(error);
      this.error = error;
      this.trace = trace;
      this.data = data;
    }

    /** Returns what is to be told. */
    DeployctlException error() {
      return error;
    }

    /** Returns what the template had read. */
    Trace trace() {
      return trace;
    }

    /** Returns whether other values could make it go through. */
    boolean dependsOnValues() {
      return data;
    }
  }

  /**
   * Renders once.
   *
   * @throws Failed when it can't be rendered
   */
  Output render(Pass pass, Value.Mapping values) {
    try {
      return watchdog.run(() -> evaluate(pass, values));
    } catch (RuntimeException thrown) {
      RuntimeException failure = innermost(thrown);
      throw new Failed(
          DeployctlException.invalid(errors.describe(failure, tracing.trace())),
          tracing.trace(),
          isOfValues(failure));
    }
  }

  /** Pebble wraps what goes wrong in a condition; what it wraps says more. */
  private static RuntimeException innermost(RuntimeException thrown) {
    RuntimeException found = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PebbleException inner) {
        found = inner;
      }
    }
    return found;
  }

  /** Returns whether the failure may come of the values, and not of the template alone. */
  private static boolean isOfValues(RuntimeException failure) {
    if (failure instanceof TemplateFailure known) {
      return known.code().equals("template-failed");
    }
    return !(failure instanceof AttributeNotFoundException)
        && !(failure instanceof ParserException);
  }

  private Output evaluate(Pass pass, Value.Mapping values) {
    tracing.begin(pass, values);
    if (parsed == null) {
      parsed = engine().getLiteralTemplate(source);
    }
    try {
      parsed.evaluate(tracing.writer(), tracing.context());
      return new Output(tracing.writer().text(), tracing.trace());
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
  }

  private PebbleEngine engine() {
    Syntax.Builder syntax = new Syntax.Builder().setEnableNewLineTrimming(false);
    // `"#{...}"` in a text would be a second way to print; `~` and `{{ }}` do.
    syntax.setInterpolationOpenDelimiter("\u0001{");
    syntax.setInterpolationCloseDelimiter("}\u0001");
    return new PebbleEngine.Builder()
        .loader(new MemoryLoader())
        .cacheActive(false)
        .autoEscaping(false)
        .strictVariables(true)
        .defaultLocale(Locale.ROOT)
        .methodAccessValidator((instance, method) -> false)
        .registerExtensionCustomizer(PebbleCore::new)
        .extension(new TemplateExtension(tracing))
        .syntax(syntax.build())
        .build();
  }
}
