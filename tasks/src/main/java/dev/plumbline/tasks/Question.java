package dev.plumbline.tasks;

import java.util.List;
import java.util.Objects;

/** What one document asks of the model. */
public sealed interface Question {
  /** The document's index in the evaluated split, from 0. */
  int docId();

  /** The prompt: description, few-shot examples and the question, as the model reads it. */
  String context();

  /** The gold answer: the index of the right choice, or the text a generation is compared with. */
  String target();

  /**
   * Which continuation of the context is the most likely?
   *
   * @param continuations the choices with the target delimiter before each, at least one
   */
  record Choice(int docId, String context, List<String> continuations, String target)
      implements Question {
    public Choice {
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(target, "target");
      continuations = List.copyOf(continuations);
    }
  }

  /**
   * What text follows the context?
   *
   * @param settings the task's generation settings
   */
  record Generation(int docId, String context, GenerationDefaults settings, String target)
      implements Question {
    public Generation {
      Objects.requireNonNull(context, "context");
      Objects.requireNonNull(settings, "settings");
      Objects.requireNonNull(target, "target");
    }

    /** Generation ends before the first of these. */
    public List<String> until() {
      return settings.until();
    }
  }
}
