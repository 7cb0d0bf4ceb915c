package dev.plumbline.runner.bundle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.plumbline.protocol.PlumblineException;
import dev.plumbline.protocol.Work;
import dev.plumbline.runner.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products of a model, written by the exporter, which knows them.
 *
 * @param terms what a token goes through
 */
public record CostTable(@JsonValue List<Term> terms) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CostTable {
    if (terms.contains(null)) {
      throw new PlumblineException("costs must not hold null");
    }
    terms = List.copyOf(terms);
  }

  /**
   * The matrix products of a network, in multiply-adds, E wide, with Q channels of queries, K of
   * keys, I in the MLP and V tokens:
   *
   * <pre>
   * layer   = E Q + 2 E K + Q E + 3 E I, and 2 Q for each key   projections, MLP; scores, values
   * adapter = E E                                               its part on the embedding runs once
   * exit_gate = E
   * head    = E V
   * </pre>
   */
  public static CostTable of(Network network) {
    long e = network.width();
    List<Term> terms = new ArrayList<>();
    terms.add(
        new Term(
            "layer",
            network.blockWeights(),
            2L * network.block().attention().queryChannels(),
            network.preludeBlocks() + network.codaBlocks(),
            network.coreBlocks()));
    terms.addAll(
        network
            .injection()
            .match(adapter -> List.of(new Term("adapter", e * e, 0, 1, 1)), List::of));
    if (network.exitGate()) {
      terms.add(new Term("exit_gate", e, 0, 0, 1));
    }
    terms.add(new Term("head", e * network.vocabSize(), 0, 1, 0));
    return new CostTable(terms);
  }

  /**
   * A piece of the network, such as a layer.
   *
   * @param macs multiply-adds for one token
   * @param macsPerKey multiply-adds for each key that the token sees
   * @param once how often a token passes here, whatever r is
   * @param perIteration how often more in each iteration of the core
   */
  public record Term(String name, long macs, long macsPerKey, int once, int perIteration) {
    public Term {
      if (name == null || macs < 0 || macsPerKey < 0 || once < 0 || perIteration < 0) {
        throw new PlumblineException(
            "costs: a term needs a name and no negative number, got %s, %d, %d, %d, %d"
                .formatted(name, macs, macsPerKey, once, perIteration));
      }
    }

    private double flops(long tokens, long visibleKeys) {
      return 2.0 * macs * tokens + 2.0 * macsPerKey * visibleKeys;
    }
  }

  /**
   * Floating-point operations of all matrix products for one token, a multiply-add counted as two:
   * the sum over all terms of (once + r perIteration) (2 macs + 2 K macsPerKey).
   *
   * @param iterations r, at least 0
   * @param meanVisibleKeys K, the mean number of keys a query sees, itself included
   */
  public double flopsPerToken(int iterations, double meanVisibleKeys) {
    double sum = 0;
    for (Term term : terms) {
      double passes = term.once + (double) iterations * term.perIteration;
      sum += passes * (2.0 * term.macs + 2.0 * term.macsPerKey * meanVisibleKeys);
    }
    return sum;
  }

  /**
   * The same of tokens that ran different numbers of iterations.
   *
   * @param shape tells the coda's layers from the prelude's
   */
  double flops(long tokens, long visibleKeys, Work work, CacheShape shape) {
    double sum = 0;
    for (Term term : terms) {
      int inCoda =
          term.name.equals("head") ? term.once : term.name.equals("layer") ? shape.codaLayers() : 0;
      sum += (term.once - inCoda) * term.flops(tokens, visibleKeys);
      sum += term.perIteration * term.flops(work.iterations(), work.iterationKeys());
      sum += inCoda * term.flops(work.readouts(), work.readoutKeys());
    }
    return sum;
  }
}
