package dev.plumbline.runner;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;

/** Hears of each answer as soon as it is there, in no particular order, on the calling thread. */
@FunctionalInterface
public interface AnswerListener {
  /**
   * Called once for each request and point of the sweep.
   *
   * @param request that was asked; it says of which document
   * @param usage what it took
   */
  void answered(Request request, SweepPoint point, Answer answer, Usage usage);
}
