package dev.plumbline.ci.junitxml;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Verdict;
import java.io.StringWriter;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A gate's report as one test suite, a test case for each verdict, valid under both Surefire's
 * schema (surefire-test-report.xsd) and that of Jenkins' xUnit plugin (junit-10.xsd). A rule that
 * does not hold is a failure. There are no times in it: the same report gives the same bytes.
 */
public final class JunitXml {
  private static final String SUITE = "plumbline.gate";

  public static String render(GateReport report) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suite(xml, report);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out + "\n";
  }

  private static void suite(XMLStreamWriter xml, GateReport report) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute(xml, "name", SUITE);
    attribute(xml, "tests", "" + report.verdicts().size());
    attribute(xml, "failures", "" + report.failures().size());
    attribute(xml, "errors", "0");
    attribute(xml, "skipped", "0");
    attribute(xml, "time", "0");
    xml.writeCharacters("\n  ");
    xml.writeStartElement("properties");
    property(xml, "plumbline.bundle", report.bundle());
    property(xml, "plumbline.baseline", report.baseline());
    xml.writeEndElement();
    for (Verdict verdict : report.verdicts()) {
      xml.writeCharacters("\n  ");
      testCase(xml, verdict);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void testCase(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "name", verdict.name());
    attribute(xml, "classname", "plumbline." + verdict.task());
    attribute(xml, "time", "0");
    if (!verdict.holds()) {
      xml.writeStartElement("failure");
      attribute(xml, "message", verdict.says());
      attribute(xml, "type", "plumbline." + verdict.kind().replace(' ', '_'));
      xml.writeCharacters(
          verdict.says()
              + verdict.flips().stream()
                  .map(Flip::toString)
                  .map("\n"::concat)
                  .collect(Collectors.joining()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, value);
  }

  private JunitXml() {}
}
