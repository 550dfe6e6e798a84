package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.CauseKind;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes reports in the form that the tools of the field read as JUnit's: {@code testsuites} with
 * {@code testsuite}s with {@code testcase}s, which hold {@code failure} or {@code skipped}. Only
 * what every dialect of its schema allows is written.
 */
final class JunitFile {
  private JunitFile() {}

  /**
   * Writes the report.
   *
   * @throws DeployctlException when the file can't be written
   */
  static void write(Path file, JunitReport report) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.writeString(file, text(report));
    } catch (IOException failure) {
      throw DeployctlException.failed(
          Diagnostic.error("cannot-write", "writing the report to " + file + ": " + failure)
              .hint("see that its directory can be written"));
    }
  }

  /** Returns the report as XML. */
  static String text(JunitReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      List<JunitReport.Case> all =
          report.suites().stream().flatMap(suite -> suite.cases().stream()).toList();
      xml.writeAttribute("name", "deployctl");
      xml.writeAttribute("tests", Integer.toString(all.size()));
      xml.writeAttribute("failures", Long.toString(failed(all)));
      xml.writeAttribute("time", seconds(total(all)));
      for (JunitReport.Suite suite : report.suites()) {
        suite(xml, suite);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("writing XML to memory", impossible);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, JunitReport.Suite suite)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(suite.name()));
    xml.writeAttribute("tests", Integer.toString(suite.cases().size()));
    xml.writeAttribute("failures", Long.toString(failed(suite.cases())));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute(
        "skipped",
        Long.toString(suite.cases().stream().filter(one -> one.skipped().isPresent()).count()));
    xml.writeAttribute("time", seconds(total(suite.cases())));
    for (JunitReport.Case one : suite.cases()) {
      testCase(xml, suite.name(), one);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, String suite, JunitReport.Case one)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", clean(one.name()));
    xml.writeAttribute("classname", clean(suite));
    xml.writeAttribute("time", seconds(one.took()));
    // The schema knows one failure for a case: its cause. What follows stands in its text.
    if (one.isFailed()) {
      Diagnostic cause = one.failures().get(0);
      xml.writeCharacters("\n      ");
      xml.writeStartElement("failure");
      xml.writeAttribute("message", clean(cause.summary()));
      xml.writeAttribute("type", clean(type(cause)));
      xml.writeCharacters(
          clean(one.failures().stream().map(JunitFile::told).collect(Collectors.joining("\n\n"))));
      xml.writeEndElement();
    }
    if (one.skipped().isPresent()) {
      xml.writeCharacters("\n      ");
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", clean(one.skipped().get()));
    }
    if (one.isFailed() || one.skipped().isPresent()) {
      xml.writeCharacters("\n    ");
    }
    xml.writeEndElement();
  }

  private static String type(Diagnostic cause) {
    return CauseKind.of(cause.code()).map(kind -> kind.word() + "/").orElse("") + cause.code();
  }

  private static String told(Diagnostic cause) {
    StringBuilder text = new StringBuilder(cause.summary());
    cause.position().ifPresent(place -> text.append("\n--> ").append(place));
    cause.details().forEach(line -> text.append('\n').append(line));
    cause.hint().ifPresent(hint -> text.append("\nhint: ").append(hint));
    return text.toString();
  }

  private static long failed(List<JunitReport.Case> cases) {
    return cases.stream().filter(JunitReport.Case::isFailed).count();
  }

  private static Duration total(List<JunitReport.Case> cases) {
    return cases.stream().map(JunitReport.Case::took).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
  }

  /** XML 1.0 has no place for control characters and halves of characters, escaped or not. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c -> {
              boolean space = c == '\t' || c == '\n' || c == '\r';
              boolean known =
                  space
                      || (c >= 0x20 && c <= 0xD7FF)
                      || (c >= 0xE000 && c <= 0xFFFD)
                      || c >= 0x10000;
              return known ? c : '?';
            })
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
