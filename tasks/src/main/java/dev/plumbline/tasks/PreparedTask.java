package dev.plumbline.tasks;

import java.util.List;
import java.util.OptionalInt;

/** A task with its data read and its prompts built: what to ask, and the judge of the replies. */
public final class PreparedTask {
  private PreparedTask() {}

  /**
   * Reads the data and builds the prompts.
   *
   * @param limit most documents to take, from the first; absent means all
   * @throws TaskException for a missing or malformed data file, a missing field, a failing template
   */
  public static PreparedTask of(
      Task task, Datasets datasets, PromptOptions options, OptionalInt limit) {
    return null;
  }

  public Task task() {
    return null;
  }

  /** In the order of {@link Question#docId()}. */
  public List<Question> questions() {
    return null;
  }

  /** Every data file that was read, the evaluated split's first. */
  public List<DataFile> dataFiles() {
    return null;
  }

  /**
   * Judges one reply; safe to call from several threads.
   *
   * @throws TaskException for a regular expression that runs out of time
   * @throws IllegalArgumentException for a reply that does not fit the question
   */
  public Judgement judge(Question question, Reply reply) {
    return null;
  }
}
