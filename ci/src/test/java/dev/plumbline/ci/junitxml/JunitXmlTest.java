package dev.plumbline.ci.junitxml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.HostileReport;
import dev.plumbline.ci.Verdict;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitXmlTest {
  private static final GateReport REPORT =
      new GateReport(
          "tiny",
          "tiny before",
          List.of(
              new Verdict("minimum", "t:acc@4", "t", true, "t:acc@4 is 0.5", List.of()),
              new Verdict(
                  "no loss",
                  "t:acc@8",
                  "t",
                  false,
                  "t:acc@8 is 0.5 & was 0.7",
                  List.of(new Flip(7, "2+2<5?", "4", 1, 0, "5")))),
          List.of());

  @Test
  void suiteHasATestCaseForEachVerdict() {
    assertThat(JunitXml.render(REPORT))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="plumbline.gate" tests="2" failures="1" errors="0" skipped="0" time="0">
              <properties><property name="plumbline.bundle" value="tiny"/><property name="plumbline.baseline" value="tiny before"/></properties>
              <testcase name="minimum: t:acc@4" classname="plumbline.t" time="0"></testcase>
              <testcase name="no loss: t:acc@8" classname="plumbline.t" time="0"><failure message="t:acc@8 is 0.5 &amp; was 0.7" type="plumbline.no_loss">t:acc@8 is 0.5 &amp; was 0.7
            document 7 lost (1 to 0): asked "2+2&lt;5?", right is "4", answered "5"</failure></testcase>
            </testsuite>
            """);
  }

  @Test
  void textOfAModelIsTextAndNothingElse() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JunitXml.render(HostileReport.of()))));
    assertThat(document.getElementsByTagName("b").getLength()).isZero();
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent())
        .contains("]]><b a=\"1\">&amp; ")
        .contains("日本")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"surefire-test-report.xsd", "junit-10.xsd"})
  @EnabledIfSystemProperty(
      named = "plumbline.shared",
      matches = ".+",
      disabledReason = "needs the shared format definitions; set PLUMBLINE_SHARED")
  void fileIsValidUnderBothSchemas(String name) throws Exception {
    Path schema = Path.of(System.getProperty("plumbline.shared"), "formats/ci/junit", name);
    var validator =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(schema.toFile())
            .newValidator();
    for (GateReport report : List.of(REPORT, HostileReport.of())) {
      assertThatCode(
              () -> validator.validate(new StreamSource(new StringReader(JunitXml.render(report)))))
          .doesNotThrowAnyException();
    }
  }
}
