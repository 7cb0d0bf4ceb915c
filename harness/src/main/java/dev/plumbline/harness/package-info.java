/**
 * The application: command line, configuration, and the evaluator that joins tasks, runner and
 * results.
 *
 * <p>Start from {@link dev.plumbline.harness.Plumbline}, the entry point; {@code SweepCommand} is
 * the main job and {@code Evaluator} its heart.
 */
package dev.plumbline.harness;
