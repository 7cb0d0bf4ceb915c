/**
 * The samples of runs as one table, for SQL and notebooks; start reading at {@link
 * dev.plumbline.exchange.table.SampleTable}.
 */
package dev.plumbline.exchange.table;
