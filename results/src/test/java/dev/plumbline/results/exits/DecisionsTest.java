package dev.plumbline.results.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.results.TaskPoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {
  private static final String KL = "8-kl:0.5";
  private static final int[] EARLY = {2, 3, 4, 5};

  @TempDir private Path folder;

  private Decisions decisions(MadeUpExits run) {
    return Decisions.of(run.write(folder.resolve("run")))
        .get(new TaskPoint("t", SweepPoint.parse(KL)));
  }

  private static MadeUpExits run() {
    return new MadeUpExits("2,8," + KL);
  }

  private static MadeUpExits text(String full, String given, List<String> tokens, int... steps) {
    return run().text(0, "8", full).text(0, KL, given, tokens, steps, .1, .2, .3, .4);
  }

  @Test
  void choiceIsEnoughIfTheLikeliestIsThatOfAllIterations() {
    Decisions made =
        decisions(
            run()
                .choice(0, "8", List.of(-1f, -2f), 8, 0)
                .choice(0, KL, List.of(-1.5f, -2f), 3, 0.2)
                .choice(1, "8", List.of(-1f, -2f), 8, 0)
                .choice(1, KL, List.of(-3f, -2f), 4, 0.4));
    assertThat(made.made())
        .extracting(Decision::document, Decision::steps, Decision::enough)
        .containsExactly(tuple(0, 3, true), tuple(1, 4, false));
  }

  @Test
  void choiceWhoseTokensRanAllIterationsDecidedNothing() {
    Decisions made =
        decisions(
            run().choice(0, "8", List.of(-1f, -2f), 8, 0).choice(0, KL, List.of(-1f, -2f), 8, 0.7));
    assertThat(made.made()).isEmpty();
    assertThat(made.unclear()).isZero();
  }

  @Test
  void singleContinuationTellsNothing() {
    Decisions made =
        decisions(run().choice(0, "8", List.of(-1f), 8, 0).choice(0, KL, List.of(-1f), 3, 0.2));
    assertThat(made.made()).isEmpty();
    assertThat(made.unclear()).isEqualTo(1);
  }

  /** The texts part at the third token; what the fourth would have been nobody knows. */
  @Test
  void tokensOfATextAreJudgedUpToTheFirstOtherOne() {
    Decisions made =
        decisions(text("2+2 is 4", "2+2 was 4", List.of("2+", "2", " was", " 4"), EARLY));
    assertThat(made.made()).extracting(Decision::enough).containsExactly(true, true, false);
    assertThat(made.made()).extracting(Decision::steps).containsExactly(2, 3, 4);
  }

  @Test
  void tokenThatRanAllIterationsIsNoDecisionButGoesOn() {
    Decisions made = decisions(text("a b c", "a b c", List.of("a", " b", " c"), 2, 8, 3));
    assertThat(made.made()).extracting(Decision::steps).containsExactly(2, 3);
    assertThat(made.made()).extracting(Decision::enough).containsOnly(true);
  }

  @Test
  void endOfATextIsADecisionToo() {
    assertThat(decisions(text("a b", "a b", List.of("a", " b", ""), EARLY)).made())
        .extracting(Decision::enough)
        .containsExactly(true, true, true);
  }

  @Test
  void endingTooSoonIsNotEnough() {
    assertThat(decisions(text("a b c", "a b", List.of("a", " b", ""), EARLY)).made())
        .extracting(Decision::enough)
        .containsExactly(true, true, false);
  }

  /** The stop string is within the last token but one. */
  @Test
  void whatLiesBehindTheStopIsNotJudged() {
    assertThat(decisions(text("a b", "a b", List.of("a", " b\n\n", "Q"), EARLY)).made())
        .extracting(Decision::enough)
        .containsExactly(true, true);
  }

  @Test
  void blankThatTheTokenizerLeavesOutInFrontIsPassedOver() {
    assertThat(decisions(text("a b", "a c", List.of(" a", " c"), EARLY)).made())
        .extracting(Decision::enough)
        .containsExactly(true, false);
  }

  @Test
  void textThatIsNotItsTokensTellsNothing() {
    Decisions made = decisions(text("né", "né", List.of("n", "\uFFFD", "\uFFFD"), EARLY));
    assertThat(made.made()).isEmpty();
    assertThat(made.unclear()).isEqualTo(1);
  }

  @Test
  void sampledTextTellsNothing() {
    Decisions made =
        decisions(text("a b", "a b", List.of("a", " b"), EARLY).with("temperature", 0.7));
    assertThat(made.made()).isEmpty();
    assertThat(made.unclear()).isEqualTo(1);
  }

  @Test
  void withoutTheFixedPointNothingIsJudged() {
    MadeUpExits run = new MadeUpExits("2," + KL);
    run.text(0, "2", "a").text(0, KL, "a", List.of("a"), EARLY, .1);
    assertThat(Decisions.of(run.write(folder.resolve("run")))).isEmpty();
  }
}
