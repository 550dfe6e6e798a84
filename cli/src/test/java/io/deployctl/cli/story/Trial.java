package io.deployctl.cli.story;

import io.deployctl.fixtures.CommandResult;
import io.deployctl.fixtures.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project of its own, in a namespace of its own, that something happens to; and what is wrong
 * with it afterwards. Several trials run side by side.
 */
final class Trial implements AutoCloseable {
  private final Stage stage;
  private final Shop shop;
  private final FaultProxy proxy;
  private final Path kubeconfig;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Trial(Stage stage, Shop shop, FaultProxy proxy, Path kubeconfig) {
    this.stage = stage;
    this.shop = shop;
    this.proxy = proxy;
    this.kubeconfig = kubeconfig;
    variables.put("KUBECONFIG", kubeconfig.toString());
  }

  /** Prepares one; the name is the namespace's too. */
  static Trial prepare(Stage stage, String name) throws IOException {
    Path directory = Files.createDirectories(stage.directory().resolve("trial-" + name));
    FaultProxy proxy = FaultProxy.before(stage.kubeconfig(), stage.directory());
    Path kubeconfig = directory.resolve("kubeconfig");
    Files.writeString(kubeconfig, proxy.kubeconfig());
    return new Trial(stage, Shop.write(directory.resolve("project"), name), proxy, kubeconfig);
  }

  Shop shop() {
    return shop;
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** Returns the kubeconfig that leads through the proxy. */
  Path kubeconfig() {
    return kubeconfig;
  }

  /** Sets an environment variable of its runs. */
  Trial with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Runs a command in the project, through the proxy. */
  CommandResult run(String... command) {
    List<String> words = new ArrayList<>(List.of("-C", shop.directory().toString()));
    words.addAll(List.of(command));
    return stage.runWith(variables, words.toArray(String[]::new));
  }

  /** Applies what the project says, waiting for its lease. */
  CommandResult apply() {
    return run("apply", "--auto-approve", "--wait-lock", "3m");
  }

  /**
   * Completes what a run left.
   *
   * @param command as {@link Completion#by} takes it
   */
  CommandResult complete(String command) {
    Map<String, String> environment = new HashMap<>(stage.environment());
    environment.putAll(variables);
    return new Completion(stage, shop, environment, this::run).by(command);
  }

  /** Notes what is wrong, where something is. */
  void expect(boolean holds, String what) {
    if (!holds) {
      complaints.add(what);
    }
  }

  /** Notes where a run that was let down did not say so as it should. */
  void expectClean(CommandResult result) {
    String said = result.out() + result.err();
    if (result.exit() != 0) {
      expect(result.err().contains("error: "), "no error is told:\n" + said);
      expect(result.err().contains("hint: "), "no hint is given:\n" + said);
    }
    expect(
        List.of(0, 1, 4, 8).contains(result.exit()), "ended with " + result.exit() + ":\n" + said);
    expect(
        !said.contains("Exception") && !said.contains("\tat ") && !said.contains("internal"),
        "speaks of exceptions:\n" + said);
  }

  /** Notes where the target is not as after an unbroken run, or the environment is not free. */
  void expectWhole(SortedMap<String, String> reference) {
    SortedMap<String, String> live = Portrait.of(stage, shop.namespace());
    if (!live.equals(reference)) {
      complaints.add("is not as after an unbroken run: " + difference(reference, live));
    }
    String holder =
        stage.kubectl(
            "-n",
            shop.stateNamespace(),
            "get",
            "lease",
            "deployctl-test",
            "--ignore-not-found",
            "-o",
            "jsonpath={.spec.holderIdentity}");
    expect(holder.isEmpty(), "the lease is still held by " + holder);
  }

  private static String difference(SortedMap<String, String> wanted, SortedMap<String, String> is) {
    SortedMap<String, String> missing = new TreeMap<>(wanted);
    missing.entrySet().removeAll(is.entrySet());
    SortedMap<String, String> more = new TreeMap<>(is);
    more.entrySet().removeAll(wanted.entrySet());
    return "\n  wanted " + missing + "\n  found  " + more;
  }

  /** Returns what is wrong. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    proxy.close();
  }
}
