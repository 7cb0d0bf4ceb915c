/**
 * Runs programs that a model wrote, and judges them: start from {@link
 * dev.plumbline.tasks.code.CodeJudge}. Runs the Python functions of task files: start from {@link
 * dev.plumbline.tasks.code.TaskPython}. {@link dev.plumbline.tasks.code.Sandbox} is what keeps them
 * from the machine.
 */
package dev.plumbline.tasks.code;
