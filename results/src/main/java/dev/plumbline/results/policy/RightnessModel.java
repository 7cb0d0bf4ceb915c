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

/** How likely an answer is right, given its features: Tribuo's logistic regression. */
final class RightnessModel {
  private static final double LEARNING_RATE = 0.5;
  private static final int EPOCHS = 20;
  private static final int MINIBATCH = 8;
  private static final long SEED = 1234;
  private static final String RIGHT = "right";
  private static final LabelFactory LABELS = new LabelFactory();

  // Kept: a logger that nobody holds forgets its level. Tribuo tells of every training.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  static {
    TRIBUO.setLevel(Level.WARNING);
  }

  private final List<String> names;
  private final MutableDataset<Label> examples;
  private int right;
  private Model<Label> trained;

  /** A model of features with these names. */
  RightnessModel(List<String> names) {
    this.names = names;
    this.examples = new MutableDataset<>(new SimpleDataSourceProvenance("samples", LABELS), LABELS);
  }

  void learn(double[] features, boolean isRight) {
    examples.add(example(features, new Label(isRight ? RIGHT : "wrong")));
    right += isRight ? 1 : 0;
    trained = null;
  }

  /** From all that was learned; where that was right alone or wrong alone, 1 or 0. */
  double probability(double[] features) {
    if (right == 0 || right == examples.size()) {
      return right == 0 ? 0 : 1;
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
        .get(RIGHT)
        .getScore();
  }

  private ArrayExample<Label> example(double[] features, Label label) {
    return new ArrayExample<>(label, names.toArray(String[]::new), features);
  }
}
