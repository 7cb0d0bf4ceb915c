/**
 * The model families whose checkpoints can be exported, a file each: what their config.json and the
 * names of their tensors mean. Start from {@link
 * dev.plumbline.runner.export.family.CheckpointFamily}.
 */
package dev.plumbline.runner.export.family;
