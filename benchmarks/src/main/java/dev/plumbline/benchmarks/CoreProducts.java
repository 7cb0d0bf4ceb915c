package dev.plumbline.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products of one core iteration: the adapter, then four in each layer.
 *
 * @param nEmbd the model's width
 * @param intermediateSize the MLP's width
 * @param layers the core's layers
 */
record CoreProducts(int nEmbd, int intermediateSize, int layers) {
  CoreProducts {
    atLeastOne("nEmbd", nEmbd);
    atLeastOne("intermediateSize", intermediateSize);
    atLeastOne("layers", layers);
  }

  private static void atLeastOne(String parameter, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(parameter + " must be at least 1, got " + value);
    }
  }

  /**
   * x [rows, in] times a weight [out, in] transposed.
   *
   * @param name no other product's
   */
  record Product(String name, int in, int out) {
    long weights() {
      return (long) in * out;
    }
  }

  List<Product> list() {
    List<Product> products = new ArrayList<>();
    products.add(new Product("adapter", 2 * nEmbd, nEmbd));
    for (int layer = 0; layer < layers; layer++) {
      String prefix = "layer" + layer + ".";
      products.add(new Product(prefix + "attn.Wqkv", nEmbd, 3 * nEmbd));
      products.add(new Product(prefix + "attn.proj", nEmbd, nEmbd));
      products.add(new Product(prefix + "mlp.fc", nEmbd, 2 * intermediateSize));
      products.add(new Product(prefix + "mlp.proj", intermediateSize, nEmbd));
    }
    return List.copyOf(products);
  }

  /** Floating-point operations for so many rows, a multiply-add counted as two. */
  long flop(int rows) {
    return 2L * rows * list().stream().mapToLong(Product::weights).sum();
  }
}
