/**
 * V8's flags for a process that runs apps. It runs much code a few times: at V8's own budget (132 KiB of bytecode run
 * before a function is compiled with optimisation, V8 11) the optimising compiler costs it a third of its time, and at
 * this one what is hot is still optimised.
 */
export const ENGINE_FLAGS: readonly string[] = ['--interrupt-budget=500000'];

/**
 * The same for a process that scans. Its passes are short, so that inlining less pays too: a fifth less processor time
 * for an app of 14 MB of dex, a tenth for one of 6 MB (V8's own limit is 920).
 */
export const SCAN_FLAGS: readonly string[] = [...ENGINE_FLAGS, '--max-inlined-bytecode-size-cumulative=300'];
