/**
 * The model itself: prelude, iterations of the core, and the coda at each exit. Start from {@link
 * dev.plumbline.runner.recurrence.Recurrence}. Internal to the runner: other modules use {@code
 * dev.plumbline.runner}.
 */
package dev.plumbline.runner.recurrence;
