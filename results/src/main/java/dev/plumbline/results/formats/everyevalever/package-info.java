/**
 * Every Eval Ever, schema 0.3.0 (evaleval/every_eval_ever): an aggregate file per task and r, and a
 * line per document and metric beside it; {@link
 * dev.plumbline.results.formats.everyevalever.EveryEvalEver}.
 */
package dev.plumbline.results.formats.everyevalever;
