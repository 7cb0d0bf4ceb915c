package dev.plumbline.runner.decode;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.GatedToken;
import dev.plumbline.protocol.Recorded;
import dev.plumbline.protocol.Sampling;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;
import dev.plumbline.runner.batch.NextToken;
import dev.plumbline.runner.recurrence.Head;
import dev.plumbline.runner.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One sequence being generated, at one point of a sweep. */
public final class GeneratedSequence {
  private final Prompt prompt;
  private final SweepPoint point;
  private final int iterations;
  private final Tokenizer tokenizer;
  private final Optional<Sampling.Random> sampling;
  private final List<String> stops;
  private final int lookBack;
  private final List<Integer> tokens = new ArrayList<>();
  private final List<GatedToken> gated = new ArrayList<>();
  private String error;
  private boolean stopped;

  /** Slots whose keys and values are to the last bit those of plain decoding. */
  private int plain;

  public GeneratedSequence(Prompt prompt, SweepPoint point, Tokenizer tokenizer) {
    this.prompt = prompt;
    this.point = point;
    this.iterations = point.iterations();
    this.tokenizer = tokenizer;
    this.sampling = prompt.sampling();
    this.plain = prompt.own();
    stops =
        Stream.concat(
                prompt.stops().stream(),
                tokenizer.endToken().stream().map(end -> tokenizer.decodeAll(List.of(end))))
            .toList();
    // A token is at least one byte, and a character cut at the window's edge at most three more.
    lookBack = 3 + stops.stream().mapToInt(GeneratedSequence::utf8Length).max().orElse(0);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  Prompt prompt() {
    return prompt;
  }

  SweepPoint point() {
    return point;
  }

  /** How often the core runs for each of its tokens. */
  int iterations() {
    return iterations;
  }

  boolean sampled() {
    return sampling.isPresent();
  }

  public boolean finished() {
    return stopped || error != null || tokens.size() == prompt.maxTokens();
  }

  /** Tokens behind the shared prefix that the model has read: all but the last new one. */
  int read() {
    return prompt.own() + Math.max(0, tokens.size() - 1);
  }

  /** What the model reads next; a sequence that failed before its first token idles on 0. */
  public NextToken next() {
    int id = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1);
    return new NextToken(id, prompt.shared(), read());
  }

  /** The most tokens that may still come. */
  int left() {
    return prompt.maxTokens() - tokens.size();
  }

  /**
   * What the model reads in a slot.
   *
   * @param slot behind the prompt's own tokens, at most {@link #read()}
   */
  NextToken at(int slot) {
    return new NextToken(tokens.get(slot - prompt.own()), prompt.shared(), slot);
  }

  /** Slots whose keys and values are to the last bit those of plain decoding: the first ones. */
  int plain() {
    return plain;
  }

  /** All that was read so far was read plainly. */
  void readPlainly() {
    plain = read();
  }

  /** Keys that the next token sees, itself included. */
  long visibleKeys() {
    return prompt.shared() + read() + 1L;
  }

  /** What it took so far. */
  Usage usage(int sharedTokens) {
    long tokens = read();
    long visibleKeys = tokens * prompt.shared() + tokens * (tokens + 1) / 2;
    return new Usage(tokens, visibleKeys, sharedTokens, prompt.truncated());
  }

  /**
   * Takes the next token from what the model predicts at one place of a call.
   *
   * @param gates [loops][places]; empty unless recorded, which takes the head's logits
   */
  public void append(Head head, int place, List<float[]> gates) {
    if (finished()) {
      return;
    }
    if (Float.isNaN(head.targetLogprob().get(place))) {
      error = "the model's logits are not numbers at new token %d".formatted(tokens.size());
      return;
    }
    int token = choice(head, place, 0);
    tokens.add(token);
    if (!gates.isEmpty()) {
      gated.add(GatedToken.at(place, token, head.logprob(place, token), gates));
    }
    stopped = ends(tokens);
  }

  /**
   * The token that follows by what the model predicts at one place of a call.
   *
   * @param ahead how many drafted tokens lie between
   */
  int choice(Head head, int place, int ahead) {
    return sampled()
        ? Sampler.sample(head.logitsAt(place), sampling.get(), iterations, tokens.size() + ahead)
        : (int) head.argmax().get(place);
  }

  /**
   * Whether the choice of the next token might be another one if the logits were a little
   * different.
   *
   * @param margin by how much the difference of two logits may change
   */
  boolean isClose(float[] logits, double margin) {
    return sampled()
        ? Sampler.isClose(logits, sampling.get(), iterations, tokens.size(), margin)
        : !(lead(logits) >= margin);
  }

  /** By how much the largest logit is larger than the next; NaN if any is. */
  private static float lead(float[] logits) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (Float.isNaN(logit)) {
        return Float.NaN;
      }
      if (logit > first) {
        second = first;
        first = logit;
      } else if (logit > second) {
        second = logit;
      }
    }
    return first - second;
  }

  /** The newest token. */
  int last() {
    return tokens.get(tokens.size() - 1);
  }

  /** Whether the text would end with these drafted tokens. */
  boolean endsWith(List<Integer> drafted) {
    return ends(Stream.concat(tokens.stream(), drafted.stream()).toList());
  }

  private boolean ends(List<Integer> all) {
    List<Integer> recent = all.subList(Math.max(0, all.size() - lookBack), all.size());
    return tokenizer.ends(all.get(all.size() - 1)) || stopsIn(tokenizer.decodeAll(recent));
  }

  private boolean stopsIn(String text) {
    return stops.stream().anyMatch(text::contains);
  }

  /** Whether what the model predicts makes no sense. */
  public boolean failed() {
    return error != null;
  }

  Answer answer() {
    return answer(Recorded.gated(gated.isEmpty() ? List.of() : List.of(gated)));
  }

  /**
   * The text so far.
   *
   * @param recorded what goes with it
   */
  public Answer answer(Recorded recorded) {
    if (error != null) {
      return new Answer.Failed(error);
    }
    String text = tokenizer.decode(tokens);
    for (String stop : stops) {
      int at = text.indexOf(stop);
      text = at < 0 ? text : text.substring(0, at);
    }
    return new Answer.Generation(text, tokens, recorded);
  }
}
