package dev.plumbline.tasks;

import dev.plumbline.protocol.Answer;
import dev.plumbline.protocol.Outcome;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Question;
import dev.plumbline.protocol.Request;
import dev.plumbline.protocol.Response;
import dev.plumbline.protocol.Score;
import dev.plumbline.protocol.text.YamlMap;
import dev.plumbline.tasks.python.PythonText;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code loglikelihood}: how likely the target is after the context; {@code loglikelihood_rolling}:
 * how likely it is as a text of its own. Judged as lm-evaluation-harness 0.4.13 does ({@code
 * process_results}).
 *
 * @param outputType which of them
 */
record TextLikelihood(String outputType, DocFormat documents, List<Metric<ScoredText>> metrics)
    implements TaskFormat {
  static final String OUTPUT_TYPE = "loglikelihood";
  static final String ROLLING = "loglikelihood_rolling";

  TextLikelihood {
    metrics = List.copyOf(metrics);
  }

  /** Reads task files; without a list of metrics all that are known count. */
  record Reader(String outputType, KnownMetrics<Metric<ScoredText>> known)
      implements TaskFormat.Reader {
    @Override
    public TaskFormat read(
        YamlMap yaml,
        DocFormat documents,
        GenerationDefaults generation,
        List<FilterPipeline> filters) {
      List<Metric<ScoredText>> metrics = new ArrayList<>();
      if (!MetricReader.read(
          yaml,
          entry -> {
            MetricReader.refuseEvaluate(entry);
            known.read(entry).ifPresent(metrics::add);
          })) {
        metrics.addAll(known.readAll());
      }
      return new TextLikelihood(outputType, documents, metrics);
    }
  }

  @Override
  public List<MeasuredScore> scores() {
    return metrics.stream().map(metric -> metric.as(Score.of(metric.name()))).toList();
  }

  @Override
  public AskedDocument ask(Prompt prompt) {
    Doc doc = prompt.doc();
    Object target =
        documents.target().target(doc, prompt.features(), documents.choices().isPresent());
    if (!(target instanceof String text) || text.isEmpty()) {
      throw new PlumblineException(
          doc.origin()
              + ": doc_to_target gives "
              + PythonText.repr(target)
              + "; "
              + outputType
              + " needs a text");
    }
    Request request =
        outputType.equals(ROLLING)
            ? Request.Loglikelihoods.ofText(prompt.id(), text)
            : new Request.Loglikelihoods(prompt.id(), prompt.context(), List.of(text));
    return new Asked(doc, new Question(request, text), metrics);
  }

  private record Asked(Doc doc, Question question, List<Metric<ScoredText>> metrics)
      implements AskedDocument {
    @Override
    public Outcome judge(Answer.Loglikelihoods answer) {
      ScoredText scored =
          new ScoredText(question.target(), answer.sums().get(0), answer.greedy().get(0));
      Measures measures = new Measures();
      metrics.forEach(metric -> measures.add(Score.of(metric.name()), metric, scored));
      return new Outcome.Scored(
          measures.values(),
          measures.parts(),
          new Response.Choice(answer.sums(), answer.greedy()),
          question.target());
    }
  }
}
