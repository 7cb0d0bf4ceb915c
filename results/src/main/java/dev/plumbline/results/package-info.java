/**
 * What came out: samples, the run folder they are kept in, and the curves drawn from them.
 *
 * <p>Start from {@link dev.plumbline.results.RunWriter} to make a run and from {@link
 * dev.plumbline.results.Run} to read one.
 */
package dev.plumbline.results;
