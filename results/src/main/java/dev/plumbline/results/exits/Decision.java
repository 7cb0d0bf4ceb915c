package dev.plumbline.results.exits;

/**
 * To let a token, or all tokens of a choice, leave early; and what became of it.
 *
 * @param document by number
 * @param value of the exit criterion; of several tokens the one furthest from certain
 * @param steps iterations when it left; of several tokens the fewest
 * @param enough whether more iterations would have given the same token, or the same choice
 */
record Decision(int document, double value, int steps, boolean enough) {}
