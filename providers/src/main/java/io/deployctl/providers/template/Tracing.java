package io.deployctl.providers.template;

import io.deployctl.core.value.Value;

/**
 * What the nodes of one template find their rendering by. A template is parsed once and rendered
 * several times, one after the other; each rendering has its own trace, output and names.
 */
final class Tracing {
  private Trace trace = new Trace();
  private BoundedWriter writer = new BoundedWriter();
  private TemplateContext context = new TemplateContext(trace, Pass.REAL, Value.Mapping.EMPTY);

  /** Begins a rendering. */
  void begin(Pass pass, Value.Mapping values) {
    trace = new Trace();
    writer = new BoundedWriter();
    context = new TemplateContext(trace, pass, values);
  }

  /** Returns the current rendering's trace. */
  Trace trace() {
    return trace;
  }

  /** Returns the current rendering's output. */
  BoundedWriter writer() {
    return writer;
  }

  /** Returns the current rendering's names. */
  TemplateContext context() {
    return context;
  }
}
