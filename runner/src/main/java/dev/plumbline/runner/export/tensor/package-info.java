/**
 * The numbers of a tensor as they stream from file to file, in chunks. Start from {@link
 * dev.plumbline.runner.export.tensor.FloatData}.
 */
package dev.plumbline.runner.export.tensor;
