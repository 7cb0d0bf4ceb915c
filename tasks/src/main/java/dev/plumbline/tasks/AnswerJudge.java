package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Response;
import dev.plumbline.tasks.code.CodeJudge;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Judges answers, with programs executed where that is allowed. Thread-safe. */
public final class AnswerJudge {
  private final Optional<CodeJudge> programs;

  /**
   * @param programs who executes programs, to be closed by its owner; absent where they must not
   *     run, so that they get no score
   */
  public AnswerJudge(Optional<CodeJudge> programs) {
    this.programs = programs;
  }

  /**
   * Judges one answer. The outcome is there at once, but for a program that has to be executed or
   * functions of the task. An answer that cannot be judged is a failed sample.
   *
   * @param question one of the task's
   * @throws IllegalArgumentException for an answer that does not fit the question
   */
  public CompletableFuture<Outcome> judge(PreparedTask task, Question question, Answer answer) {
    Optional<CompletableFuture<Outcome>> byFunctions = task.judgeByFunctions(question, answer);
    if (byFunctions.isPresent()) {
      return byFunctions.get();
    }
    Optional<Problem> problem = programs.flatMap(code -> task.problem(question));
    return problem.isEmpty()
        ? CompletableFuture.completedFuture(task.judge(question, answer))
        : answer.match(
            loglikelihoods -> CompletableFuture.completedFuture(task.judge(question, answer)),
            generation -> executed(problem.get(), generation.text()),
            failed -> CompletableFuture.completedFuture(task.judge(question, answer)));
  }

  private CompletableFuture<Outcome> executed(Problem problem, String generation) {
    Solution solution;
    try {
      solution = problem.solution(generation);
    } catch (PlumblineException e) {
      return CompletableFuture.completedFuture(new Outcome.Failed(e.getMessage()));
    }
    return executed(problem, List.of(solution), List.of(1), () -> {});
  }

  /**
   * Executes several solutions of one problem.
   *
   * @param task one that executes code
   * @param solutions at least one
   * @param ks for pass@k; from 1 to the number of solutions
   * @param judged told of each verdict, on any thread and maybe on several at once
   */
  public CompletableFuture<Outcome> judge(
      PreparedTask task,
      Question question,
      List<Solution> solutions,
      List<Integer> ks,
      Runnable judged) {
    return executed(task.problem(question).orElseThrow(), solutions, ks, judged);
  }

  private CompletableFuture<Outcome> executed(
      Problem problem, List<Solution> solutions, List<Integer> ks, Runnable judged) {
    CodeJudge code = programs.orElseThrow();
    List<CompletableFuture<Response.Attempt>> attempts =
        solutions.stream()
            .map(
                solution ->
                    code.judge(problem.program(solution))
                        .thenApply(
                            verdict -> {
                              judged.run();
                              return solution.judged(verdict);
                            }))
            .toList();
    return CompletableFuture.allOf(attempts.toArray(CompletableFuture<?>[]::new))
        // Joined in their order, so that of several failures the first one is told.
        .handle((all, failure) -> attempts.stream().map(CompletableFuture::join).toList())
        .thenApply(done -> problem.outcome(done, ks))
        .exceptionally(AnswerJudge::notExecuted);
  }

  /** A sandbox that did not start says nothing about the program. */
  private static Outcome notExecuted(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    if (cause instanceof PlumblineException) {
      return new Outcome.Failed(cause.getMessage());
    }
    throw e instanceof CompletionException known ? known : new CompletionException(e);
  }
}
