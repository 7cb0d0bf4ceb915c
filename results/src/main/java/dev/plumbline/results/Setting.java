package dev.plumbline.results;

import java.util.Locale;

/**
 * The settings that are known by name wherever a run is read. A run's {@link Configuration} may
 * hold further ones, which are compared and shown, and no more.
 */
public enum Setting {
  INIT(Effect.STATED),
  INIT_SCALE(Effect.STATED),
  NOISE(Effect.STATED),
  LIMIT(Effect.STATED),
  NUM_FEWSHOT(Effect.STATED),
  FEWSHOT_SEED(Effect.STATED),
  CHAT(Effect.STATED),
  NO_FEWSHOT_AS_MULTITURN(Effect.STATED),
  SYSTEM(Effect.STATED),
  ADD_BOS_TOKEN(Effect.STATED),
  MAX_GEN_TOKS(Effect.STATED),
  TEMPERATURE(Effect.STATED),
  TOP_K(Effect.STATED),
  TOP_P(Effect.STATED),
  MIN_P(Effect.STATED),
  K(Effect.STATED),
  ITERATIONS(Effect.COMPARED),
  MARGIN(Effect.COMPARED),
  ALPHA(Effect.COMPARED),
  MOST(Effect.COMPARED),
  ALLOW_CODE(Effect.COMPARED),
  UNSAFE_NO_SANDBOX(Effect.COMPARED),
  ALLOW_TASK_CODE(Effect.COMPARED),
  RECORD_GATE(Effect.COMPARED),
  DEVICE(Effect.COMPARED),
  SEED(Effect.COMPARED),
  MODEL(Effect.NONE),
  /** The file of a run that scored programs from elsewhere. */
  SAMPLES(Effect.NONE),
  DATA(Effect.NONE),
  INCLUDE_PATH(Effect.NONE),
  PYTHON(Effect.NONE),
  TASKS(Effect.NONE),
  THREADS(Effect.NONE),
  BATCH_SIZE(Effect.NONE),
  MEMORY_BUDGET(Effect.NONE),
  SPECULATE(Effect.NONE);

  /** What a setting does to answers. */
  enum Effect {
    /** Answers depend on it, so that a submission states it. */
    STATED,
    /** Answers depend on it, but a submission says it elsewhere or has no use for it. */
    COMPARED,
    /**
     * It may differ where the same is asked of the same model: paths, which differ from machine to
     * machine, and what changes no answer.
     */
    NONE
  }

  private final Effect effect;

  Setting(Effect effect) {
    this.effect = effect;
  }

  /** As the command line's long option and a configuration name it, such as {@code top-k}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Effect effect() {
    return effect;
  }
}
