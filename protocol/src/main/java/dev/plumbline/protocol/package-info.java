/**
 * The words that all modules have in common, each once: what is asked ({@link
 * dev.plumbline.protocol.Request}), what the model answers ({@link dev.plumbline.protocol.Answer})
 * and what became of it ({@link dev.plumbline.protocol.Outcome}), with their keys. Records and
 * sealed types alone; it knows no other module. Start with {@link dev.plumbline.protocol.Request}.
 */
package dev.plumbline.protocol;
