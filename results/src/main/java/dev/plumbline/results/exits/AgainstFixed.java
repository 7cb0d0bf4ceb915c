package dev.plumbline.results.exits;

import dev.plumbline.results.statistics.PairedDifference;

/**
 * What a point has more than fixed r, on the same documents.
 *
 * @param compute what the two have in common, or the fixed one has: iterations or FLOPs per token
 * @param difference the point's scores less the fixed ones
 * @param holm the difference's p value, corrected for every test that is shown with it
 */
public record AgainstFixed(double compute, PairedDifference difference, double holm) {}
