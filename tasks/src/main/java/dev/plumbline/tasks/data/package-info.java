/**
 * Data files as rows of plain values: JSON lines, JSON, CSV and Parquet, gzipped or not. Start from
 * {@link dev.plumbline.tasks.data.RowFile}. Internal to the module.
 */
package dev.plumbline.tasks.data;
