/**
 * What the points of a run are worth at which tokens leave the core on their own, read less of the
 * past, or are contrasted: against the deepest fixed r, against fixed r at equal compute, against
 * an oracle; when tokens leave, and how often they were right to. Definitions, sources and limits
 * are in {@code docs/statistics.md}.
 */
package dev.plumbline.results.exits;
