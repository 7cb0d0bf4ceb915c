/**
 * Curves that others have published of their models, as data: what they measured by r, where it
 * stands and under which settings; and a run's own curves beside them.
 *
 * <p>Start from {@link dev.plumbline.results.published.References} to find one and from {@link
 * dev.plumbline.results.published.BesideReference} to set a run beside it.
 */
package dev.plumbline.results.published;
