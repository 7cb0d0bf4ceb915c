package dev.plumbline.runner.recurrence;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Sweep;
import dev.plumbline.protocol.SweepPoint;
import dev.plumbline.protocol.Usage;

/** Requests being answered at the points of a sweep: what it costs, and who hears of answers. */
public record SweepRun(Sweep sweep, CostMeter meter, Listener listener) {

  /** Hears each answer once, on the calling thread. */
  @FunctionalInterface
  public interface Listener {
    void answered(Request request, SweepPoint point, Answer answer, Usage usage);
  }

  /** Says that a request has no answer at any point. */
  public void failed(Request request, RuntimeException e) {
    for (SweepPoint point : sweep.points()) {
      listener.answered(request, point, new Answer.Failed(e.getMessage()), Usage.NONE);
    }
  }
}
