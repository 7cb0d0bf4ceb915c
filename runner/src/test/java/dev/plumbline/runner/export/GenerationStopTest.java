package dev.plumbline.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.runner.RecurrentModel;
import dev.plumbline.runner.TestDevice;
import dev.plumbline.runner.bundle.Bundle;
import dev.plumbline.runner.bundle.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationStopTest {
  @TempDir Path temp;

  private List<Integer> generated(String name, String generationConfig) throws IOException {
    TinyCheckpoint tiny = TinyCheckpoint.llama();
    tiny.files.put("generation_config.json", generationConfig);
    Bundle bundle =
        Fixtures.export(tiny.write(temp.resolve(name)), temp.resolve("b-" + name), Precision.FP32);
    List<Integer> tokens = new ArrayList<>();
    try (RecurrentModel model = RecurrentModel.open(bundle, TestDevice.options())) {
      model.answer(
          List.of(
              new Request.GenerateUntil(
                  new DocumentId("stop", 0), "<s>", List.of(), Decoding.greedy(8))),
          Sweep.of(List.of(1)),
          (request, point, answer, usage) -> tokens.addAll(((Answer.Generation) answer).tokens()));
    }
    return tokens;
  }

  @Test
  void textEndsAtAnyTokenThatTheCheckpointNames() throws IOException {
    List<Integer> whole = generated("whole", "{}");
    assertThat(whole).hasSize(8);
    int stop = whole.get(whole.size() - 1);
    int other = whole.contains(31) ? 30 : 31;
    List<Integer> cut = generated("cut", "{\"eos_token_id\": [%d, %d]}".formatted(other, stop));
    assertThat(cut).isEqualTo(whole.subList(0, whole.indexOf(stop) + 1));
  }
}
