/**
 * KV caches: keys and values that sequences keep, those of a shared prefix, and what one call of a
 * part reads and makes of them. Start from {@link dev.plumbline.runner.cache.KvCache}. Internal to
 * the runner: other modules use {@code dev.plumbline.runner}.
 */
package dev.plumbline.runner.cache;
