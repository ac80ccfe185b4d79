import type { DexFile } from './dex-file.ts';

/** From `pc` on, instructions belong to source line `line`. */
export type LineEntry = { readonly pc: number; readonly line: number };

export type DebugInfo = {
  /** Ascending by pc. */
  readonly lines: readonly LineEntry[];
  /** One entry a parameter; undefined where the name was dropped. */
  readonly parameterNames: readonly (string | undefined)[];
};

const NONE: DebugInfo = { lines: [], parameterNames: [] };

/** Dex format, "debug_info_item": constants of its state machine. */
const LINE_BASE = -4;
const LINE_RANGE = 15;
const FIRST_SPECIAL = 0x0a;

/** Runs the line-number program at an offset; 0 means none. Local-variable events are passed over. */
export function readDebugInfo(dex: DexFile, offset: number, unitCount: number): DebugInfo {
  if (offset === 0) return NONE;
  const cursor = dex.cursor(offset);
  let line = cursor.uleb();
  const parameterCount = cursor.checkCount(cursor.uleb(), 1);
  const parameterNames: (string | undefined)[] = [];
  for (let i = 0; i < parameterCount; i++) {
    const index = cursor.ulebP1();
    parameterNames.push(index === -1 ? undefined : dex.string(index));
  }
  const lines: LineEntry[] = [];
  let pc = 0;
  for (;;) {
    const op = cursor.u8();
    switch (op) {
      case 0x00: // end of sequence
        return { lines, parameterNames };
      case 0x01: // advance pc
        pc += cursor.uleb();
        break;
      case 0x02: // advance line
        line += cursor.sleb();
        break;
      case 0x03: // start local: register, name, type
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        break;
      case 0x04: // start local with signature
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        cursor.uleb();
        break;
      case 0x05: // end local
      case 0x06: // restart local
        cursor.uleb();
        break;
      case 0x07: // prologue end
      case 0x08: // epilogue begin
        break;
      case 0x09: // set file
        cursor.uleb();
        break;
      default: {
        const adjusted = op - FIRST_SPECIAL;
        line += LINE_BASE + (adjusted % LINE_RANGE);
        pc += Math.floor(adjusted / LINE_RANGE);
        // Programs that run past the code say nothing about it; stopping also bounds what is kept.
        if (pc > unitCount) return { lines, parameterNames };
        lines.push({ pc, line });
      }
    }
  }
}
