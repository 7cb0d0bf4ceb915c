package dev.plumbline.tasks;

import dev.plumbline.tasks.code.PythonFunction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where few-shot examples come from.
 *
 * @param sampler how they are picked
 * @param split the split to pick from
 * @param listing the function that lists examples; a split wins over it
 * @param samples examples that the task file lists; a split wins over them
 * @param processDocs how the split's rows are prepared
 * @param format how they are written
 */
record Fewshot(
    Sampler sampler,
    Optional<String> split,
    Optional<PythonFunction> listing,
    Optional<List<Doc>> samples,
    Optional<DocProcess> processDocs,
    DocFormat format) {

  /** lm-evaluation-harness's samplers. */
  enum Sampler {
    /** Drawn at random for each document. */
    DEFAULT,
    /** The first ones. */
    FIRST_N
  }

  Fewshot {
    Objects.requireNonNull(sampler, "sampler");
    samples = samples.map(List::copyOf);
  }
}
