/**
 * Every Eval Ever, schema 0.3.0 (evaleval/every_eval_ever): an aggregate file per task and r, and a
 * line per document and metric beside it; {@link
 * dev.plumbline.exchange.everyevalever.EveryEvalEver}.
 */
package dev.plumbline.exchange.everyevalever;
