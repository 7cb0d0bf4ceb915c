package dev.plumbline.runner;

/** Hears of each answer as soon as it is there, in no particular order, on the calling thread. */
@FunctionalInterface
public interface AnswerListener {
  /**
   * Called once for each request and depth.
   *
   * @param request index in the list of requests
   * @param reading what it took
   */
  void answered(int request, int iterations, Answer answer, Reading reading);
}
