package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.TaskFacts;
import dev.plumbline.exchange.everyevalever.EveryEvalEver;
import dev.plumbline.exchange.everyevalever.Submitter;
import dev.plumbline.exchange.lmeval.LmEvalFiles;
import dev.plumbline.exchange.table.SampleTable;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.reports.CsvReport;
import dev.plumbline.reports.MarkdownReport;
import dev.plumbline.reports.html.HtmlReport;
import dev.plumbline.results.Run;
import dev.plumbline.results.RunWriter;
import dev.plumbline.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a run, finished or not, may hold anything. See {@link Fuzz}. */
@Tag("integration")
class RunFuzzTest {
  private static final Map<String, String> RUN =
      Map.of(
          "manifest.json",
          """
          {"command":"plumbline sweep","started":"2026-11-24T03:39:03.250Z",
           "finished":"2026-11-24T03:41:00Z","seed":1234,"iterations":[1,8],
           "bundle":{"name":"tiny","sha256":"ab"},
           "tasks":[{"name":"a","version":"1","data":{"f":"cd"},"documents":1,"truncated_prompts":0}],
           "samples":{"a":{"scored":1,"unparsed":1,"failed":1}},
           "versions":{"plumbline":"0","onnxruntime":"1","jdk":"17","os":"L","cpu":"C"},
           "configuration":{"limit":2}}
          """,
          "samples.jsonl",
          """
          {"task":"a","doc_id":0,"iterations":1,"outcome":"scored","metrics":{"acc":1.0},"loglikelihoods":[-4.5,-2],"greedy":[true,false],"target":"0"}
          {"task":"a","doc_id":0,"iterations":8,"outcome":"unparsed","metrics":{"exact_match,s":0.0},"generation":"x","filtered":{"s":"y"},"target":"0"}
          {"task":"a","doc_id":1,"iterations":8,"outcome":"failed","error":"no numbers"}
          """,
          "documents.jsonl",
          """
          {"task":"a","doc_id":0,"context":"Q","continuations":[" a"," b"],"target":"0"}
          {"task":"a","doc_id":1,"context":"Q","until":["."],"target":"0"}
          """,
          "curves.csv",
          """
          task,metric,filter,iterations,n,value,stderr,ci_low,ci_high,flops_per_token,tokens
          a,acc,,1,2,0.5,0.1,0.2,0.8,1000,12
          a,acc,,8,2,0.75,,,,,
          """);

  private static final Submitter SUBMITTER =
      new Submitter("a/b", "O", Submitter.Relationship.OTHER, Submitter.Availability.UNKNOWN);

  private static final Map<String, String> SETTINGS = Map.of("seed", "0", "limit", "20");

  @TempDir Path folder;

  private Path run(String file) throws IOException {
    for (Map.Entry<String, String> entry : RUN.entrySet()) {
      Files.writeString(folder.resolve(entry.getKey()), entry.getValue());
    }
    return folder.resolve(file);
  }

  private void readRun(Path file) {
    Run run = Run.open(folder);
    try (Stream<?> samples = run.samples();
        Stream<?> documents = run.documents()) {
      samples.forEach(sample -> {});
      documents.forEach(document -> {});
    }
    MarkdownReport.render(List.of(run));
    CsvReport.render(List.of(run));
    SampleTable.write(List.of(run), folder.resolve("table.csv"), SampleTable.Format.CSV);
    DepthResults results = DepthResults.of(run, SweepPoint.fixed(1), Map.of("a", TaskFacts.NONE));
    EveryEvalEver.of(results, SUBMITTER);
    LmEvalFiles.of(results, "a/b");
    HtmlReport.of(List.of(run), true);
  }

  @Test
  void runManifest() throws Exception {
    Fuzz.holds(run("manifest.json"), this::readRun);
  }

  @Test
  void runSamples() throws Exception {
    Fuzz.holds(run("samples.jsonl"), this::readRun);
  }

  @Test
  void runDocuments() throws Exception {
    Fuzz.holds(run("documents.jsonl"), this::readRun);
  }

  @Test
  void runCurves() throws Exception {
    Fuzz.holds(run("curves.csv"), this::readRun);
  }

  private Path unfinishedRun() {
    Path run = folder.resolve("run");
    try (RunWriter writer = RunWriter.open(run, false, SETTINGS)) {
      for (int doc = 0; doc < 20; doc++) {
        writer.append(new Sample(SampleId.of("a", doc, 4), new Outcome.Failed("answer " + doc)));
      }
    }
    return run.resolve("journal");
  }

  private void goOn(Path file) {
    try (RunWriter writer = RunWriter.open(file.getParent().getParent(), false, SETTINGS)) {
      assertThat(writer.answers()).isBetween(0, 20);
    }
  }

  @Test
  void journal() throws Exception {
    Fuzz.holds(unfinishedRun().resolve("samples.jsonl"), this::goOn);
  }

  @Test
  void journalSettings() throws Exception {
    Fuzz.holds(unfinishedRun().resolve("settings.json"), this::goOn);
  }
}
