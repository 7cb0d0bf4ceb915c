package dev.plumbline.allure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A gate's report as Allure 2 results: a file for each verdict, with the documents that flipped and
 * the picture of the curves attached. The history id depends on a verdict's name alone, so that
 * Allure shows what became of it from build to build; the model is a parameter that does not count.
 * Fields as in {@code allure-model} (allure-framework/allure-java, Apache-2.0).
 */
public final class AllureResults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSED = "passed";
  private static final String FAILED = "failed";

  private final Path folder;
  private final Instant started;
  private final Instant finished;

  /**
   * Results of one gate.
   *
   * @param folder made where it is missing; other results in it stay
   * @param started when the gate began, which also keeps the results of two gates apart
   */
  public AllureResults(Path folder, Instant started, Instant finished) {
    this.folder = folder;
    this.started = started;
    this.finished = finished;
  }

  /**
   * Writes the results.
   *
   * @param picture the curves as SVG
   * @throws PlumblineException if the folder cannot be written
   */
  public void write(GateReport report, Optional<String> picture) {
    try {
      Files.createDirectories(folder);
      Optional<String> shown = Optional.empty();
      if (picture.isPresent()) {
        String name = uuid("curves") + "-attachment.svg";
        WholeFile.write(folder.resolve(name), out -> out.write(picture.get()));
        shown = Optional.of(name);
      }
      for (Verdict verdict : report.verdicts()) {
        write(verdict, report.bundle(), shown);
      }
    } catch (IOException e) {
      throw new PlumblineException(
          folder + ": Allure results cannot be written (" + e + "); choose another folder");
    }
  }

  private void write(Verdict verdict, String bundle, Optional<String> picture) throws IOException {
    String fullName = "plumbline." + verdict.name();
    String testCase = DigestUtils.md5Hex(fullName);
    String uuid = uuid(fullName);
    ObjectNode result = JSON.createObjectNode();
    result.put("uuid", uuid);
    // MD5 of the test case's id and the parameters that count, of which there are none.
    result.put("historyId", DigestUtils.md5Hex(testCase));
    result.put("testCaseId", testCase);
    result.put("fullName", fullName);
    result.put("name", verdict.name());
    result.put("status", verdict.holds() ? PASSED : FAILED);
    result.putObject("statusDetails").put("message", verdict.says());
    result.put("stage", "finished");
    ArrayNode labels = result.putArray("labels");
    label(labels, "parentSuite", "Plumbline");
    label(labels, "suite", verdict.task());
    label(labels, "subSuite", verdict.kind());
    label(labels, "framework", "plumbline");
    result
        .putArray("parameters")
        .addObject()
        .put("name", "model")
        .put("value", bundle)
        .put("excluded", true);
    ArrayNode attachments = result.putArray("attachments");
    picture.ifPresent(name -> attachment(attachments, "curves", name, "image/svg+xml"));
    if (!verdict.flips().isEmpty()) {
      String name = uuid + "-attachment.txt";
      String text =
          verdict.flips().stream().map(Flip::toString).collect(Collectors.joining("\n", "", "\n"));
      WholeFile.write(folder.resolve(name), out -> out.write(text));
      attachment(attachments, "flipped documents", name, "text/plain");
    }
    result.put("start", started.toEpochMilli());
    result.put("stop", finished.toEpochMilli());
    WholeFile.write(
        folder.resolve(uuid + "-result.json"), out -> out.write(result.toPrettyString() + "\n"));
  }

  private static void label(ArrayNode labels, String name, String value) {
    labels.addObject().put("name", name).put("value", value);
  }

  private static void attachment(ArrayNode all, String name, String source, String type) {
    all.addObject().put("name", name).put("source", source).put("type", type);
  }

  private String uuid(String name) {
    return UUID.nameUUIDFromBytes((started + " " + name).getBytes(UTF_8)).toString();
  }
}
