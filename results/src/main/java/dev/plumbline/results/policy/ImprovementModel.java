package dev.plumbline.results.policy;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * How likely a larger r turns a wrong answer right, given the answer's features: Tribuo's logistic
 * regression.
 */
final class ImprovementModel {
  private static final double LEARNING_RATE = 0.5;
  private static final int EPOCHS = 20;
  private static final int MINIBATCH = 8;
  private static final long SEED = 1234;
  private static final String IMPROVES = "improves";
  private static final LabelFactory LABELS = new LabelFactory();

  // Kept: a logger that nobody holds forgets its level. Tribuo tells of every training.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final List<String> names;
  private final MutableDataset<Label> examples;
  private int improved;
  private Model<Label> trained;

  /** A model of features with these names. */
  ImprovementModel(List<String> names) {
    this.names = names;
    this.examples = new MutableDataset<>(new SimpleDataSourceProvenance("samples", LABELS), LABELS);
  }

  void learn(double[] features, boolean improves) {
    examples.add(example(features, new Label(improves ? IMPROVES : "stays")));
    improved += improves ? 1 : 0;
    trained = null;
  }

  /** From all that was learned; 1 or 0 where that always improved, or never. */
  double probability(double[] features) {
    if (improved == 0 || improved == examples.size()) {
      return improved == 0 ? 0 : 1;
    }
    if (trained == null) {
      trained =
          new LinearSGDTrainer(
                  new LogMulticlass(),
                  new AdaGrad(LEARNING_RATE),
                  EPOCHS,
                  Integer.MAX_VALUE,
                  MINIBATCH,
                  SEED)
              .train(examples);
    }
    return trained
        .predict(example(features, LabelFactory.UNKNOWN_LABEL))
        .getOutputScores()
        .get(IMPROVES)
        .getScore();
  }

  private ArrayExample<Label> example(double[] features, Label label) {
    return new ArrayExample<>(label, names.toArray(String[]::new), features);
  }
}
