/**
 * Which tokens run together: sequences packed side by side, and which of their rows run an
 * iteration of the core. Start from {@link dev.plumbline.runner.batch.PackedBatch}. Internal to the
 * runner: other modules use {@code dev.plumbline.runner}.
 */
package dev.plumbline.runner.batch;
