package dev.plumbline.protocol;

/**
 * A scored or generated token, and how it came about at a point whose tokens leave the core on
 * their own.
 *
 * @param logprob natural log of the token's probability where the one before it left
 * @param steps iterations that the one before it ran; for a first token, the prompt
 * @param value of the exit criterion when it left, as {@link ExitCriterion} defines it; NaN without
 *     a criterion or where it was not looked at
 */
public record ExitedToken(int token, float logprob, int steps, float value) {}
