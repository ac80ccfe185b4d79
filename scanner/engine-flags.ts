/**
 * V8's flags for a process that scans. It runs much code a few times: at V8's own budget (132 KiB of bytecode run before
 * a function is compiled with optimisation, V8 11) the optimising compiler costs a scan a third of its time, and at this
 * one what is hot in a large app is still optimised.
 */
export const ENGINE_FLAGS: readonly string[] = ['--interrupt-budget=500000'];
