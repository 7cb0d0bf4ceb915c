package dev.plumbline.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.Response.Attempt;
import dev.plumbline.protocol.Response.Programs;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramsTest {
  private static final Attempt RIGHT =
      new Attempt("  return 1\n", Map.of("create_test", "def f():\n"), true, "passed", List.of());
  private static final Attempt WRONG =
      new Attempt("x", Map.of(), false, "failed: NameError: name 'x'", List.of("exit"));

  private static Sample sample(Attempt... attempts) {
    Programs answer = new Programs(List.of(attempts));
    return new Sample(
        SampleId.of("humaneval", 0, 1),
        new Outcome.Scored(Map.of(Score.parse("pass@1"), 0.5), answer, "check(f)"));
  }

  private static String line(Sample sample) throws Exception {
    return Json.line(SampleLine.of(sample));
  }

  @Test
  void oneProgramStandsInTheLineItself() throws Exception {
    assertThat(line(sample(RIGHT)))
        .isEqualTo(
            "{\"task\":\"humaneval\",\"doc_id\":0,\"iterations\":1,\"outcome\":\"scored\","
                + "\"metrics\":{\"pass@1\":0.5},\"generation\":\"  return 1\\n\","
                + "\"filtered\":{\"create_test\":\"def f():\\n\"},\"passed\":true,"
                + "\"verdict\":\"passed\",\"flags\":[],\"target\":\"check(f)\"}");
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    for (Sample sample : List.of(sample(RIGHT), sample(WRONG), sample(RIGHT, WRONG, RIGHT))) {
      SampleLine line = Json.reader(SampleLine.class).readValue(line(sample));
      assertThat(line.read()).isEqualTo(sample);
    }
  }
}
