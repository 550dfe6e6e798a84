package io.deployctl.providers.kubernetes.client;

import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives integration tests one real control plane, started once for all of them. */
public final class SandboxExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SandboxExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningSandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("sandbox", key -> up(), RunningSandbox.class);
  }

  private static RunningSandbox up() {
    try {
      Path binaries =
          SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home"))).binaries();
      SandboxHome home = new SandboxHome(Files.createTempDirectory("kube-it"), binaries);
      return Sandboxes.up(SandboxSpec.named("kube-it", home, System.getenv()).withNodes(1));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
