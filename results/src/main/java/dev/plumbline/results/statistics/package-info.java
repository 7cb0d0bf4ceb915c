/**
 * What the scores of a run say: paired tests between depths and between runs, where a curve
 * saturates, what no single depth shows. Pure functions over scores of documents; definitions,
 * sources and limits are in {@code docs/statistics.md}.
 *
 * <p>Start from {@link dev.plumbline.results.statistics.ScoreTable}, which reads a run, and {@link
 * dev.plumbline.results.statistics.PairedDifference}.
 */
package dev.plumbline.results.statistics;
