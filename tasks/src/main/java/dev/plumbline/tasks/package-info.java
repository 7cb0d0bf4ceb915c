/**
 * What is asked and how an answer is judged: task files in lm-evaluation-harness's schema, data
 * sets, prompts, filters and metrics. Start from {@link dev.plumbline.tasks.TaskRegistry} to choose
 * tasks and {@link dev.plumbline.tasks.PreparedTask} to ask and to judge; {@link
 * dev.plumbline.tasks.PlumblineException} says what was wrong with the input.
 */
package dev.plumbline.tasks;
