package dev.plumbline.tasks;

/** What a task asks of the model, named as in lm-evaluation-harness. */
public enum OutputType {
  /** Log-likelihoods of each choice after the context; the most likely one is the answer. */
  MULTIPLE_CHOICE,
  /** Text generated until a stop string, then filtered and compared with the target. */
  GENERATE_UNTIL
}
