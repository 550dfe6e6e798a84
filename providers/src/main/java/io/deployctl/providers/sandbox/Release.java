package io.deployctl.providers.sandbox;

import java.net.URI;
import java.util.Optional;

/**
 * Where a program's own project publishes it.
 *
 * @param file the program, or the archive that holds it
 * @param checksum the text that holds the file's SHA-256
 * @param name how that text names the file
 * @param entry the program's name in the archive; absent if the file is the program
 */
record Release(URI file, URI checksum, String name, Optional<String> entry) {
  /**
   * The servers that official releases come from, without a slash at their end.
   *
   * @param kubernetes has the programs of Kubernetes
   * @param github has etcd and kwok
   * @param githubApi describes releases on GitHub, with the digests of their files
   * @param helm has helm
   */
  record Hosts(String kubernetes, String github, String githubApi, String helm) {
    static Hosts official() {
      return new Hosts(
          "https://dl.k8s.io",
          "https://github.com",
          "https://api.github.com",
          "https://get.helm.sh");
    }
  }

  /** Returns the program's release for the platform; nothing if its project makes none for it. */
  static Optional<Release> of(Program program, Platform platform, Hosts hosts) {
    String kind = platform.system() + "-" + platform.processor();
    return switch (program.name()) {
      case "etcd" ->
          platform.system().equals("linux")
              ? Optional.of(etcd(program, kind, hosts))
              : Optional.empty();
      case "kwok" -> Optional.of(kwok(program, kind, hosts));
      case "helm" -> Optional.of(helm(program, kind, hosts));
      case "kubectl" -> Optional.of(kubernetes(program, platform, hosts));
      default ->
          platform.system().equals("linux")
              ? Optional.of(kubernetes(program, platform, hosts))
              : Optional.empty();
    };
  }

  private static Release kubernetes(Program program, Platform platform, Hosts hosts) {
    String url =
        String.join(
            "/",
            hosts.kubernetes(),
            "release",
            program.version(),
            "bin",
            platform.system(),
            platform.processor(),
            program.name());
    return new Release(
        URI.create(url), URI.create(url + ".sha256"), program.name(), Optional.empty());
  }

  private static Release etcd(Program program, String kind, Hosts hosts) {
    String directory = "etcd-" + program.version() + "-" + kind;
    String base = hosts.github() + "/etcd-io/etcd/releases/download/" + program.version() + "/";
    String file = directory + ".tar.gz";
    return new Release(
        URI.create(base + file),
        URI.create(base + "SHA256SUMS"),
        file,
        Optional.of(directory + "/etcd"));
  }

  private static Release kwok(Program program, String kind, Hosts hosts) {
    String repository = "/kubernetes-sigs/kwok/releases/";
    String file = "kwok-" + kind;
    return new Release(
        URI.create(hosts.github() + repository + "download/" + program.version() + "/" + file),
        URI.create(hosts.githubApi() + "/repos" + repository + "tags/" + program.version()),
        file,
        Optional.empty());
  }

  private static Release helm(Program program, String kind, Hosts hosts) {
    String file = "helm-" + program.version() + "-" + kind + ".tar.gz";
    String url = hosts.helm() + "/" + file;
    return new Release(
        URI.create(url), URI.create(url + ".sha256sum"), file, Optional.of(kind + "/helm"));
  }
}
