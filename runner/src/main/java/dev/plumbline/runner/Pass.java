package dev.plumbline.runner;

/** One way through the requests: to which depths, what it costs, and who hears of answers. */
record Pass(Sweep sweep, UsageMeter meter, AnswerListener listener) {

  /** Tells that a request has no answer at any depth. */
  void failed(int request, RuntimeException e) {
    for (int r : sweep.iterations()) {
      listener.answered(request, r, new Answer.Failed(e.getMessage()), Reading.NONE);
    }
  }

  /** The same for a window of the requests, whose indices begin at {@code first}. */
  Pass from(int first) {
    return new Pass(
        sweep,
        meter,
        (request, r, answer, reading) -> listener.answered(first + request, r, answer, reading));
  }
}
