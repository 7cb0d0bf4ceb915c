package dev.plumbline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.Sweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Choices and texts, greedy and sampled, some behind a shared prefix, for the embedded model. */
final class DialRequests {
  private static final String EXAMPLES = "A dial at 7 goes plus 5 times 3 minus 2.\n#### 4\n";

  private DialRequests() {}

  private static List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String text = EXAMPLES + "A dial at " + i % 10 + " goes plus 1.".repeat(1 + i % 5);
      DocumentId document = new DocumentId("dials", i);
      String shared = i % 2 == 0 ? EXAMPLES : "";
      Sampling sampling =
          i % 3 == 0 ? new Sampling.Greedy() : new Sampling.Random(0.9, 50, 0.95, 0.01, i);
      requests.add(
          i < 12
              ? new Request.Loglikelihoods(document, text, List.of("####", " The", "\n"), shared)
              : new Request.GenerateUntil(
                  document,
                  text,
                  List.of(),
                  Optional.of(new Decoding(3 + i % 7, sampling)),
                  shared));
    }
    return requests;
  }

  static Map<SampleId, Answer> answers(RecurrentModel model, Sweep sweep) {
    Map<SampleId, Answer> answers = new HashMap<>();
    try (model) {
      model.answer(
          requests(),
          sweep,
          (request, point, answer, usage) ->
              answers.put(new SampleId(request.document(), point), answer));
    }
    assertThat(answers).hasSize(requests().size() * sweep.points().size());
    return answers;
  }
}
