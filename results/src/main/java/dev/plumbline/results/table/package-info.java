/**
 * The samples of runs as one table, for SQL and notebooks; start reading at {@link
 * dev.plumbline.results.table.SampleTable}.
 */
package dev.plumbline.results.table;
