package dev.plumbline.runner.network;

/** One of a network's three parts: what runs before the iterations, in each, and after them. */
public enum Part {
  PRELUDE,
  CORE,
  CODA
}
