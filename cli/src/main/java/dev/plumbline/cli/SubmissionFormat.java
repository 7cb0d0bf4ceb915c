package dev.plumbline.cli;

import dev.plumbline.exchange.DepthResults;
import dev.plumbline.exchange.SubmissionFile;
import dev.plumbline.exchange.codeeval.CodeSamples;
import dev.plumbline.exchange.everyevalever.EveryEvalEver;
import dev.plumbline.exchange.huggingface.EvalResults;
import dev.plumbline.exchange.huggingface.ModelIndex;
import dev.plumbline.exchange.lmeval.LmEvalFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code submit} can write: a format is a writer in {@code exchange} and a constant here. */
enum SubmissionFormat {
  EEE(Reads.SCORES) {
    @Override
    void require(SubmitterArguments submitter) {
      submitter.requireModel(toString());
      submitter.requireProvider(toString());
    }

    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return each(results, r -> EveryEvalEver.of(r, submitter.submitter()));
    }
  },
  HF(Reads.SCORES) {
    @Override
    void require(SubmitterArguments submitter) {
      submitter.requireBenchmark(toString());
    }

    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return each(
          results,
          r -> EvalResults.of(r, submitter.benchmarks(), submitter.scale(), submitter.source()));
    }
  },
  MODEL_INDEX(Reads.SCORES) {
    @Override
    void require(SubmitterArguments submitter) {
      submitter.requireModel(toString());
    }

    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return Stream.of(ModelIndex.of(results, submitter.modelName(), submitter.source()));
    }
  },
  LM_EVAL(Reads.SCORES_AND_ROWS) {
    @Override
    void require(SubmitterArguments submitter) {
      submitter.requireModel(toString());
    }

    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return each(results, r -> LmEvalFiles.of(r, submitter.modelId()));
    }
  },
  HUMAN_EVAL(Reads.ROWS) {
    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return each(results, r -> CodeSamples.of(r, CodeSamples.Scorer.HUMAN_EVAL));
    }
  },
  EVALPLUS(Reads.ROWS) {
    @Override
    Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter) {
      return each(results, r -> CodeSamples.of(r, CodeSamples.Scorer.EVALPLUS));
    }
  };

  private enum Reads {
    SCORES,
    ROWS,
    SCORES_AND_ROWS
  }

  private final Reads reads;

  SubmissionFormat(Reads reads) {
    this.reads = reads;
  }

  /** Refuses to go on without what the format needs and no run knows. */
  void require(SubmitterArguments submitter) {}

  /**
   * The files, those of one point after the other, since all of them may be large.
   *
   * @param results one for each point that is submitted
   */
  abstract Stream<SubmissionFile> files(List<DepthResults> results, SubmitterArguments submitter);

  private static Stream<SubmissionFile> each(
      List<DepthResults> results, Function<DepthResults, List<SubmissionFile>> files) {
    return results.stream().flatMap(r -> files.apply(r).stream());
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it holds the rows of data. */
  boolean readsRows() {
    return reads != Reads.SCORES;
  }

  /** Whether a task without scores has nothing to say in it. */
  boolean needsScores() {
    return reads != Reads.ROWS;
  }

  static final class Converter implements ITypeConverter<SubmissionFormat> {
    @Override
    public SubmissionFormat convert(String text) {
      return Arrays.stream(values())
          .filter(format -> format.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "--format "
                          + text
                          + " is none of "
                          + Arrays.stream(values())
                              .map(SubmissionFormat::toString)
                              .collect(Collectors.joining(", "))));
    }
  }
}
