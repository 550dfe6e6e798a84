package io.deployctl.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitFileTest {
  private static final List<SmokeOutcome> SMOKE =
      List.of(
          new SmokeOutcome(
              "journeys",
              "buy",
              List.of(
                  new SmokeOutcome.RequestOutcome(
                      "front page", 1, Duration.ofMillis(42), Optional.empty()),
                  new SmokeOutcome.RequestOutcome(
                      "order <1> & \"more\" ]]>",
                      3,
                      Duration.ofMillis(1500),
                      Optional.of(
                          Diagnostic.error("smoke-failed", "smoke: order (tried 3 times)")
                              .at(new SourcePosition("checks/smoke.yaml", 12, 5))
                              .detail("status: expected 201, got 500: \u0000\u001b[31mboom")
                              .hint("see what the application says")))),
              2),
          new SmokeOutcome("journeys", "browse", List.of(), 0));

  @Test
  void reportIsValidAgainstTheSchemaThatToolsUse() throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(getClass().getResource("/junit.xsd"));
    String text = JunitFile.text(JunitReport.of(SMOKE));

    assertThatCode(() -> schema.newValidator().validate(new StreamSource(new StringReader(text))))
        .doesNotThrowAnyException();
  }

  @Test
  void failureHasItsCauseWithExpectedAndActual() throws Exception {
    Element root = parsed(JunitFile.text(JunitReport.of(SMOKE)));

    assertThat(root.getAttribute("tests")).isEqualTo("3");
    assertThat(root.getAttribute("failures")).isEqualTo("1");
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo("journeys: buy");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).isEqualTo("1.542");
    Element failed = (Element) root.getElementsByTagName("testcase").item(1);
    assertThat(failed.getAttribute("name")).isEqualTo("order <1> & \"more\" ]]>");
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("smoke/smoke-failed");
    assertThat(failure.getTextContent())
        .contains("--> checks/smoke.yaml:12:5")
        .contains("status: expected 201, got 500: ??[31mboom")
        .contains("hint: see what");
    Element skipped = (Element) root.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).isEqualTo("an earlier request failed");
  }

  @Test
  void everyObjectIsACaseOfHealth() throws Exception {
    HealthReport report =
        new HealthReport(
            List.of(
                new HealthReport.Item("Service shop/web", "ready", "ready", Optional.empty()),
                new HealthReport.Item(
                    "Deployment shop/web",
                    "failed",
                    "0 of 1 ready",
                    Optional.of(
                        Diagnostic.error("image-pull", "Deployment shop/web: no such image")))));

    Element root = parsed(JunitFile.text(JunitReport.of(report)));

    assertThat(root.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("image/image-pull");
  }

  private static Element parsed(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }
}
