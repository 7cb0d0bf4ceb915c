/**
 * The weights of a network by what they are for, and weights.bin, into which they are written.
 * Start from {@link dev.plumbline.runner.export.weights.WeightSource}.
 */
package dev.plumbline.runner.export.weights;
