package io.deployctl.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Listens to the signals that ask a program to end. Shutdown hooks can't do it: they hear the first
 * signal only, and by then the program is ending. The platform's own class for it is reached by
 * reflection, because naming it is a compiler warning that can't be suppressed.
 */
final class Signals {
  private Signals() {}

  /** Has the handler run at each SIGINT and SIGTERM, where the platform has them. */
  static void listen(Runnable handler) {
    List.of("INT", "TERM").forEach(name -> listen(name, handler));
  }

  private static void listen(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> listener = Class.forName("sun.misc.SignalHandler");
      Object bridge =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {listener},
              (proxy, method, arguments) -> call(method, proxy, arguments, handler));
      signal
          .getMethod("handle", signal, listener)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), bridge);
    } catch (ReflectiveOperationException notHere) {
      // The platform keeps this signal to itself; then it ends the program as it always does.
      return;
    }
  }

  private static Object call(Method method, Object proxy, Object[] arguments, Runnable handler) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "signal listener";
      default -> {
        handler.run();
        yield null;
      }
    };
  }
}
