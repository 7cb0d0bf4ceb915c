/**
 * Two runs side by side, on the documents that both were asked in the same words.
 *
 * <p>Start from {@link dev.plumbline.results.comparison.Comparison}.
 */
package dev.plumbline.results.comparison;
