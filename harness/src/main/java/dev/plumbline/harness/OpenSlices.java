package dev.plumbline.harness;

import dev.plumbline.protocol.Decoding;
import dev.plumbline.protocol.DocumentId;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.results.SampleSink;
import dev.plumbline.tasks.PreparedTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Cuts the documents of a sweep that have no answer yet into slices of about equal work, so that no
 * machine works long while the others have nothing left to do.
 */
final class OpenSlices {
  /** Characters to a token, about; it only sizes slices. */
  private static final int CHARACTERS = 4;

  /** A machine that gets this many slices is late by a sixteenth of its time at most. */
  private static final int PER_SLOT = 16;

  /** Smaller batches of tokens waste a machine. */
  private static final long LEAST_TOKENS = 1024;

  private static final long MOST_TOKENS = 32_768;

  private OpenSlices() {}

  /** Those of a task one behind the other, as a machine then reads their examples once. */
  static List<Slice> of(PreparedSweep sweep, SampleSink sink, int slots) {
    Map<DocumentId, Long> tokens = new HashMap<>();
    for (Question question : sweep.questions()) {
      tokens.put(question.document(), tokens(question.request()));
    }
    Predicate<DocumentId> open = document -> sink.lacks(document, sweep.sweep().points());
    long whole =
        sweep.documents().stream().filter(open).mapToLong(d -> tokens.getOrDefault(d, 0L)).sum();
    long most = Math.max(LEAST_TOKENS, Math.min(MOST_TOKENS, whole / ((long) slots * PER_SLOT)));
    List<Slice> slices = new ArrayList<>();
    for (PreparedTask task : sweep.tasks()) {
      List<DocumentId> documents =
          task.documents().stream()
              .filter(open)
              .sorted(Comparator.comparingInt(DocumentId::number))
              .toList();
      int first = 0;
      while (first < documents.size()) {
        long sum = tokens.getOrDefault(documents.get(first), 0L);
        int end = first + 1;
        while (end < documents.size()
            && documents.get(end).number() == documents.get(end - 1).number() + 1
            && sum + tokens.getOrDefault(documents.get(end), 0L) <= most) {
          sum += tokens.getOrDefault(documents.get(end), 0L);
          end++;
        }
        slices.add(
            new Slice(
                task.task().name(),
                documents.get(first).number(),
                documents.get(end - 1).number() + 1));
        first = end;
      }
    }
    return slices;
  }

  /** What a model reads and may write; what requests begin with in common is read once for all. */
  private static long tokens(Request request) {
    return request.match(
        choices ->
            characters(choices)
                + choices.continuations().stream().mapToLong(String::length).sum() / CHARACTERS,
        generation ->
            characters(generation) + generation.decoding().map(Decoding::maxTokens).orElse(0));
  }

  private static long characters(Request request) {
    long all = request.context().length();
    return (all - request.sharedPrefix().length()) / CHARACTERS;
  }
}
