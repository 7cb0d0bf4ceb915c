package dev.plumbline.runner.batch;

/**
 * The token that a sequence goes on with.
 *
 * @param id what it is
 * @param shared tokens of a shared prefix that it sees
 * @param earlier tokens behind the prefix that came before, which it sees, too
 */
public record NextToken(int id, int shared, int earlier) {}
