package dev.plumbline.runner.score;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.ExitedToken;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.recurrence.SweepRun;
import dev.plumbline.runner.tokenizer.SharedTokens;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks requests whose continuations together are wider than a row of the model one continuation at
 * a time, and texts window by window, and puts the answers together again.
 */
public final class RequestParts {
  private final SweepRun whole;
  private final IdentityHashMap<Request, Parts> parts = new IdentityHashMap<>();

  /**
   * @param whole hears the answers of whole requests
   */
  public RequestParts(SweepRun whole) {
    this.whole = whole;
  }

  /** What asks the rows. */
  public SweepRun run() {
    return new SweepRun(whole.sweep(), whole.meter(), this::answered);
  }

  /**
   * The rows of a request: one, or one for each continuation or window. As {@link ScoringRow#of}.
   */
  public List<ScoringRow> rows(
      Request.Loglikelihoods request,
      Tokenizer tokenizer,
      SharedTokens sharedPrefix,
      int blockSize) {
    List<ScoringRow> rows = new ArrayList<>();
    if (request.rolling()) {
      rows.addAll(ScoringRow.windows(request, tokenizer, blockSize));
    } else {
      ScoringRow row = ScoringRow.of(request, tokenizer, sharedPrefix, blockSize);
      if (row.size() <= blockSize || request.continuations().size() == 1) {
        return List.of(row);
      }
      for (int i = 0; i < request.continuations().size(); i++) {
        Request.Loglikelihoods part =
            new Request.Loglikelihoods(
                request.document(), request.context(i), List.of(request.continuations().get(i)));
        rows.add(ScoringRow.of(part, tokenizer, sharedPrefix, blockSize));
      }
    }
    Parts all = new Parts(request, rows.stream().map(ScoringRow::request).toList());
    all.requests.forEach(part -> parts.put(part, all));
    return rows;
  }

  private void answered(Request request, SweepPoint point, Answer answer, Usage usage) {
    Parts of = parts.get(request);
    if (of == null) {
      whole.listener().answered(request, point, answer, usage);
      return;
    }
    IdentityHashMap<Request, Part> there =
        of.answers.computeIfAbsent(point, p -> new IdentityHashMap<>());
    there.put(request, new Part(answer, usage));
    if (there.size() == of.requests.size()) {
      List<Part> ordered = of.requests.stream().map(there::get).toList();
      of.answers.remove(point);
      Usage all = ordered.stream().map(Part::usage).reduce(Usage::plus).orElseThrow();
      whole.listener().answered(of.whole, point, together(of.whole, ordered), all);
    }
  }

  /** The first failure of a part is the whole's. */
  private static Answer together(Request.Loglikelihoods whole, List<Part> parts) {
    List<Float> sums = new ArrayList<>();
    List<Boolean> greedy = new ArrayList<>();
    List<List<GatedToken>> gated = new ArrayList<>();
    List<List<ExitedToken>> exited = new ArrayList<>();
    for (Part part : parts) {
      boolean scored =
          part.answer.match(
              answer -> {
                sums.addAll(answer.sums());
                greedy.addAll(answer.greedy());
                gated.addAll(answer.recorded().gated());
                exited.addAll(answer.recorded().exited());
                return true;
              },
              generation -> false,
              failed -> false);
      if (!scored) {
        return part.answer;
      }
    }
    Recorded recorded = new Recorded(gated, exited);
    return whole.rolling()
        ? new Answer.Loglikelihoods(
            List.of((float) sums.stream().mapToDouble(Float::doubleValue).sum()),
            List.of(!greedy.contains(false)),
            recorded)
        : new Answer.Loglikelihoods(sums, greedy, recorded);
  }

  private record Part(Answer answer, Usage usage) {}

  private record Parts(
      Request.Loglikelihoods whole,
      List<Request.Loglikelihoods> requests,
      Map<SweepPoint, IdentityHashMap<Request, Part>> answers) {
    Parts(Request.Loglikelihoods whole, List<Request.Loglikelihoods> requests) {
      this(whole, requests, new HashMap<>());
    }
  }
}
