/**
 * What latent states do, token by token and iteration by iteration.
 *
 * <p>Two halves. Arithmetic on one token's path: whether it settles, how fast, whether it circles
 * or drifts ({@link dev.plumbline.results.trace.Motion}), how it answers to a small push, and in
 * which few directions most of it happens; float32 states, summed in double. And the folder of a
 * trace: {@link dev.plumbline.results.trace.TraceTables} makes the numbers of a text, {@link
 * dev.plumbline.results.trace.TraceWriter} writes them, {@link dev.plumbline.results.trace.Trace}
 * reads them, and {@link dev.plumbline.results.trace.TraceStatistics} sets them beside a run's
 * answers.
 *
 * <p>Start from {@link dev.plumbline.results.trace.Trace}.
 */
package dev.plumbline.results.trace;
