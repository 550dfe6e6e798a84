package io.deployctl.cli;

import io.deployctl.cli.command.Selection;
import io.deployctl.cli.command.Workspace;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.EngineServices;
import io.deployctl.core.engine.Engines;
import io.deployctl.core.journal.Journal;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The program's own engine with nothing written down: no journal, no lease, no checkpoints, no
 * content. What a run takes with it is what the run itself takes.
 */
public final class UnrecordedEngine {
  private UnrecordedEngine() {}

  /** Opens an environment as the program does. */
  public static Workspace open(Invocation invocation, Selection selection) {
    return new Wiring(invocation, new Cancellation()).open(selection, event -> {});
  }

  /** Returns the engine of an environment that has not run before. */
  public static Engine of(Workspace workspace) {
    EngineServices real = ((OpenWorkspace) workspace).services();
    return Engines.create(
        new EngineServices(
            real.project(),
            real.environment(),
            real.providers(),
            unwritten(real.store()),
            real.rights(),
            real.target(),
            real.tools(),
            run -> nothing(Journal.class),
            real.events(),
            real.redactor(),
            real.cancellation(),
            real.clock(),
            real.runIds(),
            real.workRoot(),
            real.projectDirectory(),
            real.actor(),
            real.git(),
            real.version()));
  }

  private static EnvironmentStore unwritten(EnvironmentStore real) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "acquire" -> nothing(Lease.class);
              case "save" -> null;
              case "put" -> reference((Content) arguments[0]);
              default -> {
                try {
                  yield method.invoke(real, arguments);
                } catch (InvocationTargetException failed) {
                  throw failed.getCause();
                }
              }
            };
    return proxy(EnvironmentStore.class, handler);
  }

  private static ContentRef reference(Content content) {
    return new ContentRef(content.digest(), content.placement(), content.bytes().length);
  }

  /** Returns one that does nothing, and is held as long as anybody asks. */
  private static <T> T nothing(Class<T> type) {
    return proxy(
        type,
        (proxy, method, arguments) -> {
          if (method.getReturnType() == boolean.class) {
            return true;
          }
          return method.getReturnType() == long.class ? 1L : null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
