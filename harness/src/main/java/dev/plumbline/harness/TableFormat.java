package dev.plumbline.harness;

/** How tables are written to standard output. */
enum TableFormat {
  TEXT,
  MD,
  CSV
}
