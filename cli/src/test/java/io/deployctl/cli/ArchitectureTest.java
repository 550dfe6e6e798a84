package io.deployctl.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.deployctl.core.store.EnvironmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that compiler and checkstyle can't see. */
final class ArchitectureTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern MOCK = Pattern.compile("\\b(?:mock|spy)\\((\\w+)(?:\\.class)?");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.deployctl");

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.deployctl.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void atMostTwoStoresExistAndProvidersNeverSeeOne() {
    List<String> stores =
        CLASSES.stream()
            .filter(type -> type.isAssignableTo(EnvironmentStore.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(type -> type.getSimpleName())
            .toList();

    assertThat(stores)
        .as("a namespace of the cluster and a directory")
        .isSubsetOf("KubernetesEnvironmentStore", "DirectoryEnvironmentStore");
  }

  @Test
  void viewsKnowNeitherEngineNorArguments() {
    noClasses()
        .that()
        .resideInAnyPackage("io.deployctl.cli.view..", "io.deployctl.cli.terminal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "io.deployctl.core.engine..", "io.deployctl.providers..")
        .check(CLASSES);
  }

  @Test
  void commandsKnowNoProvider() {
    noClasses()
        .that()
        .resideInAnyPackage("io.deployctl.cli.command..", "io.deployctl.cli.option..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.deployctl.providers..")
        .check(CLASSES);
  }

  @Test
  void coreKnowsOnlyTheLibrariesOfDataAndLogging() {
    classes()
        .that()
        .resideInAPackage("io.deployctl.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "io.deployctl.core..",
            "org.yaml.snakeyaml..",
            "com.fasterxml.jackson..",
            "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void onlyTypesOfOthersAreMocked() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path test : testSources()) {
      String source = Files.readString(test);
      Matcher mock = MOCK.matcher(source);
      while (mock.find()) {
        boolean theirs =
            Pattern.compile("import (?!io\\.deployctl\\.)[\\w.]+\\." + mock.group(1) + ";")
                .matcher(source)
                .find();
        if (!theirs) {
          violations.add(ROOT.relativize(test) + " mocks " + mock.group(1));
        }
      }
    }

    assertThat(violations).isEmpty();
  }

  private static List<Path> testSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("core", "providers", "cli")) {
      Path tests = ROOT.resolve(module).resolve("src/test/java");
      if (Files.isDirectory(tests)) {
        try (Stream<Path> files = Files.walk(tests)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("ArchitectureTest.java"))
              .forEach(sources::add);
        }
      }
    }
    assertThat(sources).isNotEmpty();
    return sources;
  }
}
