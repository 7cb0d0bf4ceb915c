package dev.plumbline.harness;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SampleId;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for several texts of a document ({@code repeats} of a task file) and puts the answers
 * together. A text that is not drawn at random is asked for once.
 */
final class Repeats {
  private final int times;
  private final List<Request> requests = new ArrayList<>();
  private final IdentityHashMap<Request, Integer> places = new IdentityHashMap<>();
  private final Map<SampleId, Given[]> given = new HashMap<>();

  /** What came of one request. */
  private record Given(Answer answer, Usage usage) {}

  /** An answer with all texts, and what all of them took. */
  record Whole(Answer answer, Usage usage) {}

  Repeats(int times, Iterable<Question> questions) {
    this.times = times;
    questions.forEach(question -> add(question.request()));
  }

  private void add(Request request) {
    List<? extends Request> all =
        times == 1
            ? List.of(request)
            : request.match(List::of, generation -> generation.repeated(times));
    for (int i = 0; i < all.size(); i++) {
      places.put(all.get(i), i);
    }
    requests.addAll(all);
  }

  /** All, those of a document one behind the other. */
  List<Request> requests() {
    return requests;
  }

  /** The whole answer once the last of its texts is there. */
  synchronized Optional<Whole> add(Request request, SweepPoint point, Answer answer, Usage usage) {
    if (times == 1) {
      return Optional.of(new Whole(answer, usage));
    }
    boolean random = request.match(l -> false, generation -> generation.isRandom());
    SampleId id = new SampleId(request.document(), point);
    Given[] all = given.computeIfAbsent(id, sample -> new Given[random ? times : 1]);
    all[places.get(request)] = new Given(answer, usage);
    if (Arrays.asList(all).contains(null)) {
      return Optional.empty();
    }
    given.remove(id);
    Usage whole = Arrays.stream(all).map(Given::usage).reduce(Usage::plus).orElseThrow();
    return Optional.of(new Whole(together(all), whole));
  }

  private Answer together(Given[] all) {
    List<String> others = new ArrayList<>();
    for (Given each : all) {
      Optional<Answer> failed =
          each.answer().match(l -> Optional.empty(), g -> Optional.empty(), Optional::of);
      if (failed.isPresent()) {
        return failed.get();
      }
      each.answer().match(l -> false, g -> others.add(g.text()), f -> false);
    }
    List<String> texts = all.length < times ? Collections.nCopies(times, others.get(0)) : others;
    return all[0]
        .answer()
        .match(
            loglikelihoods -> loglikelihoods,
            generation ->
                new Answer.Generation(
                    generation.text(),
                    generation.tokens(),
                    generation.recorded(),
                    texts.subList(1, times)),
            error -> error);
  }
}
