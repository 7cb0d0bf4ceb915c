/**
 * Runs as one HTML file that needs nothing else: curves, numbers, documents and where they come
 * from, for a browser without a network.
 *
 * <p>Start from {@link dev.plumbline.reports.html.HtmlReport}. {@link
 * dev.plumbline.reports.html.ReportData} says what the page's scripts find; they are resources
 * beside this package, {@code main.js} first.
 *
 * <p>{@link dev.plumbline.reports.html.TracePage} makes such a file of a trace: what latent states
 * do token by token and iteration by iteration. Its scripts are in {@code trace}.
 */
package dev.plumbline.reports.html;
