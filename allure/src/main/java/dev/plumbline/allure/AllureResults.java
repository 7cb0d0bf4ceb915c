package dev.plumbline.allure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.plumbline.ci.Flip;
import dev.plumbline.ci.GateReport;
import dev.plumbline.ci.Verdict;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.results.Manifest;
import io.qameta.allure.AllureResultsWriteException;
import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A gate's report as Allure 2 results: a file for each verdict, with the documents that flipped and
 * the picture of the curves attached. The history id depends on a verdict's name alone, so that
 * Allure shows what became of it from build to build; the model is a parameter that does not count.
 */
public final class AllureResults {
  private final Path folder;
  private final AllureResultsWriter writer;
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
    // Never cleaned, whatever Allure's own settings in this process say.
    this.writer = new FileSystemResultsWriter(folder, false, false);
    this.started = started;
    this.finished = finished;
  }

  /**
   * Writes the results, and beside them what the model was and ran on, the CI build, and kinds of
   * failure. What other tools wrote into these files stays.
   *
   * @param manifest of the run that was judged
   * @param picture the curves as SVG
   * @throws PlumblineException if the folder cannot be written
   */
  public void write(GateReport report, Manifest manifest, Optional<String> picture) {
    try {
      Optional<Attachment> curves = Optional.empty();
      if (picture.isPresent()) {
        curves =
            Optional.of(attached("curves", uuid("curves"), "svg", "image/svg+xml", picture.get()));
      }
      for (Verdict verdict : report.verdicts()) {
        write(verdict, report.bundle(), curves);
      }
      EnvironmentFile.write(folder, manifest);
      ExecutorFile.write(folder, System.getenv());
      CategoriesFile.write(folder);
    } catch (AllureResultsWriteException e) {
      throw unwritable(e.getCause() instanceof IOException cause ? cause : e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private PlumblineException unwritable(Exception e) {
    return new PlumblineException(
        folder
            + ": Allure results cannot be written ("
            + PlumblineException.reason(e)
            + "); choose another folder",
        e);
  }

  private void write(Verdict verdict, String bundle, Optional<Attachment> curves)
      throws IOException {
    String fullName = "plumbline." + verdict.name();
    String testCase = DigestUtils.md5Hex(fullName);
    String uuid = uuid(fullName);
    List<Attachment> attachments = new ArrayList<>();
    curves.ifPresent(attachments::add);
    if (!verdict.flips().isEmpty()) {
      String text =
          verdict.flips().stream().map(Flip::toString).collect(Collectors.joining("\n", "", "\n"));
      attachments.add(attached("flipped documents", uuid, "txt", "text/plain", text));
    }
    writer.write(
        new TestResult()
            .setUuid(uuid)
            // MD5 of the test case's id and the parameters that count, of which there are none.
            .setHistoryId(DigestUtils.md5Hex(testCase))
            .setTestCaseId(testCase)
            .setFullName(fullName)
            .setName(verdict.name())
            .setStatus(verdict.holds() ? Status.PASSED : Status.FAILED)
            .setStatusDetails(new StatusDetails().setMessage(verdict.says()))
            .setStage(Stage.FINISHED)
            .setLabels(
                List.of(
                    label("parentSuite", "Plumbline"),
                    label("suite", verdict.task()),
                    label("subSuite", verdict.kind()),
                    label("framework", "plumbline")))
            .setParameters(
                List.of(new Parameter().setName("model").setValue(bundle).setExcluded(true)))
            .setAttachments(attachments)
            .setStart(started.toEpochMilli())
            .setStop(finished.toEpochMilli()));
  }

  private static Label label(String name, String value) {
    return new Label().setName(name).setValue(value);
  }

  private Attachment attached(String name, String uuid, String ending, String type, String text)
      throws IOException {
    String source = uuid + "-attachment." + ending;
    // Of two verdicts of one name the last one's result stands, and so does its attachment, which
    // Allure's writer does not replace.
    Files.deleteIfExists(folder.resolve(source));
    writer.write(source, new ByteArrayInputStream(text.getBytes(UTF_8)));
    return new Attachment().setName(name).setSource(source).setType(type);
  }

  private String uuid(String name) {
    return UUID.nameUUIDFromBytes((started + " " + name).getBytes(UTF_8)).toString();
  }
}
