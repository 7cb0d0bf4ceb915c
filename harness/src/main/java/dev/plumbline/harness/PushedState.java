package dev.plumbline.harness;

import dev.plumbline.results.trace.Perturbation;
import dev.plumbline.runner.BesideState;

/** A state that runs beside a text's own, a small push away. */
record PushedState(Perturbation push) implements BesideState {
  @Override
  public float[] beside(float[] own) {
    return push.beside(own);
  }

  @Override
  public void advanced(float[] own, float[] other) {
    push.advanced(own, other);
  }
}
