package io.deployctl.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name exists: classes, packages, files and scripts. */
final class ArchitectureDocTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final Pattern CLASS =
      Pattern.compile(
          "(?!.*\\.(?:yaml|lock|md)$)[A-Z][a-z][A-Za-z0-9]*(?:\\.[A-Za-z]+)*(?:\\(\\))?");
  private static final Pattern PACKAGE =
      Pattern.compile("(?:io\\.deployctl\\.)?(?:core|providers|cli|fixtures)(?:\\.[a-z]+)+");
  private static final Pattern PATH =
      Pattern.compile(
          "(?:\\./)?(?:scripts|docs|core|providers|cli|test-fixtures|\\.mvn|\\.ci)/[\\w./-]+");

  /** Words of Kubernetes and of other programs that stand in backticks and name no class. */
  private static final Set<String> WORDS_OF_OTHERS =
      Set.of(
          "ConfigMap",
          "HorizontalPodAutoscaler",
          "ImagePullBackOff",
          "Job",
          "Namespace",
          "ObjectNode",
          "PersistentVolumeClaim",
          "Retry-After",
          "Role",
          "Secret");

  @Test
  void everyClassThatAPageNamesExists() throws IOException {
    Set<String> classes = namesOf(sources());

    assertThat(missing(CLASS, name -> WORDS_OF_OTHERS.contains(name) || isClass(classes, name)))
        .isEmpty();
  }

  @Test
  void everyPackageThatAPageNamesExists() throws IOException {
    Set<String> packages =
        sources().stream()
            .map(file -> file.getParent().toString().replace('/', '.'))
            .map(name -> name.substring(name.indexOf("io.deployctl") + "io.deployctl.".length()))
            .collect(Collectors.toSet());
    Predicate<String> exists =
        name -> {
          String plain = name.replaceFirst("^io\\.deployctl\\.", "");
          return packages.stream().anyMatch(p -> p.equals(plain) || p.startsWith(plain + "."));
        };

    assertThat(missing(PACKAGE, exists)).isEmpty();
  }

  @Test
  void everyPathThatAPageNamesExists() throws IOException {
    Path ecap = ROOT.resolve("test-fixtures/systems/ecap");

    assertThat(
            missing(
                PATH, path -> Files.exists(ROOT.resolve(path)) || Files.exists(ecap.resolve(path))))
        .isEmpty();
  }

  @Test
  void everyCommandLineThatAPageShowsIsUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      for (String line : page.commands()) {
        ShownCommand.parse(line)
            .problem()
            .ifPresent(
                problem -> wrong.add(ROOT.relativize(page.file()) + ": " + line + ": " + problem));
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      for (String link : page.links()) {
        boolean local = !link.matches("[a-z]+:.*");
        if (local && !Files.exists(page.file().resolveSibling(link))) {
          broken.add(ROOT.relativize(page.file()) + " links to " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void thePageOnArchitectureStaysShortEnoughToRead() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("docs/architecture.md"))).hasSizeLessThan(401);
  }

  private static List<String> missing(Pattern kind, Predicate<String> exists) throws IOException {
    return missing(kind, page -> page.spans().stream(), exists);
  }

  private static List<String> missing(
      Pattern kind, Function<MarkdownPage, Stream<String>> names, Predicate<String> exists)
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (MarkdownPage page : pages()) {
      names
          .apply(page)
          .filter(span -> kind.matcher(span).matches())
          .filter(exists.negate())
          .forEach(span -> missing.add(ROOT.relativize(page.file()) + " names " + span));
    }
    return missing;
  }

  /** Tells whether `Plan`, `Request.Deploy` or `ActGate.act()` is there, its members included. */
  private static boolean isClass(Set<String> classes, String name) {
    String[] parts = name.replace("()", "").split("\\.");
    return classes.contains(parts[0])
        && Stream.of(parts).skip(1).allMatch(part -> isMember(parts[0], part));
  }

  private static boolean isMember(String type, String member) {
    try {
      for (Path source : sources()) {
        if (source.endsWith(type + ".java")
            && Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(source)).find()) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static Set<String> namesOf(List<Path> sources) {
    return sources.stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("core", "providers", "cli", "test-fixtures")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }

  /** The pages that describe the program as it is; a decision that was replaced is history. */
  private static List<MarkdownPage> pages() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String top : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
      files.add(ROOT.resolve(top));
    }
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.startsWith(ROOT.resolve("docs/reference")))
          .sorted()
          .forEach(files::add);
    }
    List<MarkdownPage> pages = new ArrayList<>();
    for (Path file : files) {
      if (!Files.readString(file).contains("Status: superseded")) {
        pages.add(MarkdownPage.read(file));
      }
    }
    return pages;
  }
}
