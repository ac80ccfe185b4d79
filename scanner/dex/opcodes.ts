/** How an instruction's units are laid out; named as in the Dalvik executable instruction formats page. */
export type Format =
  | '10x'
  | '12x'
  | '11n'
  | '11x'
  | '10t'
  | '20t'
  | '22x'
  | '21t'
  | '21s'
  | '21h'
  | '21c'
  | '23x'
  | '22b'
  | '22t'
  | '22s'
  | '22c'
  | '30t'
  | '32x'
  | '31i'
  | '31t'
  | '31c'
  | '35c'
  | '3rc'
  | '45cc'
  | '4rcc'
  | '51l';

/** The pool an instruction's index points into. */
export type ReferenceKind =
  'string' | 'type' | 'field' | 'method' | 'method+proto' | 'call-site' | 'method-handle' | 'proto';

/** One row of the instruction set. */
export type Opcode = {
  readonly number: number;
  readonly name: string;
  readonly format: Format;
  readonly reference?: ReferenceKind;
  /** Writes register A. */
  readonly setsRegister: boolean;
  /** The register it writes is a pair. */
  readonly setsWide: boolean;
  /** Leaves a value for a move-result that follows. */
  readonly setsResult: boolean;
  /** May throw. */
  readonly canThrow: boolean;
  /** May go on with the next instruction. */
  readonly canContinue: boolean;
  /** Holds a branch offset, to an instruction or to a switch payload. */
  readonly canBranch: boolean;
};

/** Size of each format in 16-bit units: its first digit. */
function unitsOf(format: Format): number {
  return format.charCodeAt(0) - 0x30;
}

type Row = readonly [number: number, name: string, format: Format, reference?: ReferenceKind, flags?: string];

// Flags: s sets register A, w as a pair, r leaves a result, t can throw, e ends the method or the path,
// b branches always, c branches sometimes.
// Source: Dalvik bytecode page of the Android documentation (dex 035 to 041).
// prettier-ignore
const ROWS: readonly Row[] = [
  [0x00, 'nop', '10x'],
  [0x01, 'move', '12x', undefined, 's'],
  [0x02, 'move/from16', '22x', undefined, 's'],
  [0x03, 'move/16', '32x', undefined, 's'],
  [0x04, 'move-wide', '12x', undefined, 'sw'],
  [0x05, 'move-wide/from16', '22x', undefined, 'sw'],
  [0x06, 'move-wide/16', '32x', undefined, 'sw'],
  [0x07, 'move-object', '12x', undefined, 's'],
  [0x08, 'move-object/from16', '22x', undefined, 's'],
  [0x09, 'move-object/16', '32x', undefined, 's'],
  [0x0a, 'move-result', '11x', undefined, 's'],
  [0x0b, 'move-result-wide', '11x', undefined, 'sw'],
  [0x0c, 'move-result-object', '11x', undefined, 's'],
  [0x0d, 'move-exception', '11x', undefined, 's'],
  [0x0e, 'return-void', '10x', undefined, 'e'],
  [0x0f, 'return', '11x', undefined, 'e'],
  [0x10, 'return-wide', '11x', undefined, 'e'],
  [0x11, 'return-object', '11x', undefined, 'e'],
  [0x12, 'const/4', '11n', undefined, 's'],
  [0x13, 'const/16', '21s', undefined, 's'],
  [0x14, 'const', '31i', undefined, 's'],
  [0x15, 'const/high16', '21h', undefined, 's'],
  [0x16, 'const-wide/16', '21s', undefined, 'sw'],
  [0x17, 'const-wide/32', '31i', undefined, 'sw'],
  [0x18, 'const-wide', '51l', undefined, 'sw'],
  [0x19, 'const-wide/high16', '21h', undefined, 'sw'],
  [0x1a, 'const-string', '21c', 'string', 'st'],
  [0x1b, 'const-string/jumbo', '31c', 'string', 'st'],
  [0x1c, 'const-class', '21c', 'type', 'st'],
  [0x1d, 'monitor-enter', '11x', undefined, 't'],
  [0x1e, 'monitor-exit', '11x', undefined, 't'],
  [0x1f, 'check-cast', '21c', 'type', 'st'],
  [0x20, 'instance-of', '22c', 'type', 'st'],
  [0x21, 'array-length', '12x', undefined, 'st'],
  [0x22, 'new-instance', '21c', 'type', 'st'],
  [0x23, 'new-array', '22c', 'type', 'st'],
  [0x24, 'filled-new-array', '35c', 'type', 'tr'],
  [0x25, 'filled-new-array/range', '3rc', 'type', 'tr'],
  [0x26, 'fill-array-data', '31t', undefined, 't'],
  [0x27, 'throw', '11x', undefined, 'te'],
  [0x28, 'goto', '10t', undefined, 'b'],
  [0x29, 'goto/16', '20t', undefined, 'b'],
  [0x2a, 'goto/32', '30t', undefined, 'b'],
  [0x2b, 'packed-switch', '31t', undefined, 'c'],
  [0x2c, 'sparse-switch', '31t', undefined, 'c'],
  [0x2d, 'cmpl-float', '23x', undefined, 's'],
  [0x2e, 'cmpg-float', '23x', undefined, 's'],
  [0x2f, 'cmpl-double', '23x', undefined, 's'],
  [0x30, 'cmpg-double', '23x', undefined, 's'],
  [0x31, 'cmp-long', '23x', undefined, 's'],
  [0x32, 'if-eq', '22t', undefined, 'c'],
  [0x33, 'if-ne', '22t', undefined, 'c'],
  [0x34, 'if-lt', '22t', undefined, 'c'],
  [0x35, 'if-ge', '22t', undefined, 'c'],
  [0x36, 'if-gt', '22t', undefined, 'c'],
  [0x37, 'if-le', '22t', undefined, 'c'],
  [0x38, 'if-eqz', '21t', undefined, 'c'],
  [0x39, 'if-nez', '21t', undefined, 'c'],
  [0x3a, 'if-ltz', '21t', undefined, 'c'],
  [0x3b, 'if-gez', '21t', undefined, 'c'],
  [0x3c, 'if-gtz', '21t', undefined, 'c'],
  [0x3d, 'if-lez', '21t', undefined, 'c'],
  [0x44, 'aget', '23x', undefined, 'st'],
  [0x45, 'aget-wide', '23x', undefined, 'stw'],
  [0x46, 'aget-object', '23x', undefined, 'st'],
  [0x47, 'aget-boolean', '23x', undefined, 'st'],
  [0x48, 'aget-byte', '23x', undefined, 'st'],
  [0x49, 'aget-char', '23x', undefined, 'st'],
  [0x4a, 'aget-short', '23x', undefined, 'st'],
  [0x4b, 'aput', '23x', undefined, 't'],
  [0x4c, 'aput-wide', '23x', undefined, 't'],
  [0x4d, 'aput-object', '23x', undefined, 't'],
  [0x4e, 'aput-boolean', '23x', undefined, 't'],
  [0x4f, 'aput-byte', '23x', undefined, 't'],
  [0x50, 'aput-char', '23x', undefined, 't'],
  [0x51, 'aput-short', '23x', undefined, 't'],
  [0x52, 'iget', '22c', 'field', 'st'],
  [0x53, 'iget-wide', '22c', 'field', 'stw'],
  [0x54, 'iget-object', '22c', 'field', 'st'],
  [0x55, 'iget-boolean', '22c', 'field', 'st'],
  [0x56, 'iget-byte', '22c', 'field', 'st'],
  [0x57, 'iget-char', '22c', 'field', 'st'],
  [0x58, 'iget-short', '22c', 'field', 'st'],
  [0x59, 'iput', '22c', 'field', 't'],
  [0x5a, 'iput-wide', '22c', 'field', 't'],
  [0x5b, 'iput-object', '22c', 'field', 't'],
  [0x5c, 'iput-boolean', '22c', 'field', 't'],
  [0x5d, 'iput-byte', '22c', 'field', 't'],
  [0x5e, 'iput-char', '22c', 'field', 't'],
  [0x5f, 'iput-short', '22c', 'field', 't'],
  [0x60, 'sget', '21c', 'field', 'st'],
  [0x61, 'sget-wide', '21c', 'field', 'stw'],
  [0x62, 'sget-object', '21c', 'field', 'st'],
  [0x63, 'sget-boolean', '21c', 'field', 'st'],
  [0x64, 'sget-byte', '21c', 'field', 'st'],
  [0x65, 'sget-char', '21c', 'field', 'st'],
  [0x66, 'sget-short', '21c', 'field', 'st'],
  [0x67, 'sput', '21c', 'field', 't'],
  [0x68, 'sput-wide', '21c', 'field', 't'],
  [0x69, 'sput-object', '21c', 'field', 't'],
  [0x6a, 'sput-boolean', '21c', 'field', 't'],
  [0x6b, 'sput-byte', '21c', 'field', 't'],
  [0x6c, 'sput-char', '21c', 'field', 't'],
  [0x6d, 'sput-short', '21c', 'field', 't'],
  [0x6e, 'invoke-virtual', '35c', 'method', 'tr'],
  [0x6f, 'invoke-super', '35c', 'method', 'tr'],
  [0x70, 'invoke-direct', '35c', 'method', 'tr'],
  [0x71, 'invoke-static', '35c', 'method', 'tr'],
  [0x72, 'invoke-interface', '35c', 'method', 'tr'],
  [0x74, 'invoke-virtual/range', '3rc', 'method', 'tr'],
  [0x75, 'invoke-super/range', '3rc', 'method', 'tr'],
  [0x76, 'invoke-direct/range', '3rc', 'method', 'tr'],
  [0x77, 'invoke-static/range', '3rc', 'method', 'tr'],
  [0x78, 'invoke-interface/range', '3rc', 'method', 'tr'],
  [0x7b, 'neg-int', '12x', undefined, 's'],
  [0x7c, 'not-int', '12x', undefined, 's'],
  [0x7d, 'neg-long', '12x', undefined, 'sw'],
  [0x7e, 'not-long', '12x', undefined, 'sw'],
  [0x7f, 'neg-float', '12x', undefined, 's'],
  [0x80, 'neg-double', '12x', undefined, 'sw'],
  [0x81, 'int-to-long', '12x', undefined, 'sw'],
  [0x82, 'int-to-float', '12x', undefined, 's'],
  [0x83, 'int-to-double', '12x', undefined, 'sw'],
  [0x84, 'long-to-int', '12x', undefined, 's'],
  [0x85, 'long-to-float', '12x', undefined, 's'],
  [0x86, 'long-to-double', '12x', undefined, 'sw'],
  [0x87, 'float-to-int', '12x', undefined, 's'],
  [0x88, 'float-to-long', '12x', undefined, 'sw'],
  [0x89, 'float-to-double', '12x', undefined, 'sw'],
  [0x8a, 'double-to-int', '12x', undefined, 's'],
  [0x8b, 'double-to-long', '12x', undefined, 'sw'],
  [0x8c, 'double-to-float', '12x', undefined, 's'],
  [0x8d, 'int-to-byte', '12x', undefined, 's'],
  [0x8e, 'int-to-char', '12x', undefined, 's'],
  [0x8f, 'int-to-short', '12x', undefined, 's'],
  [0x90, 'add-int', '23x', undefined, 's'],
  [0x91, 'sub-int', '23x', undefined, 's'],
  [0x92, 'mul-int', '23x', undefined, 's'],
  [0x93, 'div-int', '23x', undefined, 'st'],
  [0x94, 'rem-int', '23x', undefined, 'st'],
  [0x95, 'and-int', '23x', undefined, 's'],
  [0x96, 'or-int', '23x', undefined, 's'],
  [0x97, 'xor-int', '23x', undefined, 's'],
  [0x98, 'shl-int', '23x', undefined, 's'],
  [0x99, 'shr-int', '23x', undefined, 's'],
  [0x9a, 'ushr-int', '23x', undefined, 's'],
  [0x9b, 'add-long', '23x', undefined, 'sw'],
  [0x9c, 'sub-long', '23x', undefined, 'sw'],
  [0x9d, 'mul-long', '23x', undefined, 'sw'],
  [0x9e, 'div-long', '23x', undefined, 'stw'],
  [0x9f, 'rem-long', '23x', undefined, 'stw'],
  [0xa0, 'and-long', '23x', undefined, 'sw'],
  [0xa1, 'or-long', '23x', undefined, 'sw'],
  [0xa2, 'xor-long', '23x', undefined, 'sw'],
  [0xa3, 'shl-long', '23x', undefined, 'sw'],
  [0xa4, 'shr-long', '23x', undefined, 'sw'],
  [0xa5, 'ushr-long', '23x', undefined, 'sw'],
  [0xa6, 'add-float', '23x', undefined, 's'],
  [0xa7, 'sub-float', '23x', undefined, 's'],
  [0xa8, 'mul-float', '23x', undefined, 's'],
  [0xa9, 'div-float', '23x', undefined, 's'],
  [0xaa, 'rem-float', '23x', undefined, 's'],
  [0xab, 'add-double', '23x', undefined, 'sw'],
  [0xac, 'sub-double', '23x', undefined, 'sw'],
  [0xad, 'mul-double', '23x', undefined, 'sw'],
  [0xae, 'div-double', '23x', undefined, 'sw'],
  [0xaf, 'rem-double', '23x', undefined, 'sw'],
  [0xb0, 'add-int/2addr', '12x', undefined, 's'],
  [0xb1, 'sub-int/2addr', '12x', undefined, 's'],
  [0xb2, 'mul-int/2addr', '12x', undefined, 's'],
  [0xb3, 'div-int/2addr', '12x', undefined, 'st'],
  [0xb4, 'rem-int/2addr', '12x', undefined, 'st'],
  [0xb5, 'and-int/2addr', '12x', undefined, 's'],
  [0xb6, 'or-int/2addr', '12x', undefined, 's'],
  [0xb7, 'xor-int/2addr', '12x', undefined, 's'],
  [0xb8, 'shl-int/2addr', '12x', undefined, 's'],
  [0xb9, 'shr-int/2addr', '12x', undefined, 's'],
  [0xba, 'ushr-int/2addr', '12x', undefined, 's'],
  [0xbb, 'add-long/2addr', '12x', undefined, 'sw'],
  [0xbc, 'sub-long/2addr', '12x', undefined, 'sw'],
  [0xbd, 'mul-long/2addr', '12x', undefined, 'sw'],
  [0xbe, 'div-long/2addr', '12x', undefined, 'stw'],
  [0xbf, 'rem-long/2addr', '12x', undefined, 'stw'],
  [0xc0, 'and-long/2addr', '12x', undefined, 'sw'],
  [0xc1, 'or-long/2addr', '12x', undefined, 'sw'],
  [0xc2, 'xor-long/2addr', '12x', undefined, 'sw'],
  [0xc3, 'shl-long/2addr', '12x', undefined, 'sw'],
  [0xc4, 'shr-long/2addr', '12x', undefined, 'sw'],
  [0xc5, 'ushr-long/2addr', '12x', undefined, 'sw'],
  [0xc6, 'add-float/2addr', '12x', undefined, 's'],
  [0xc7, 'sub-float/2addr', '12x', undefined, 's'],
  [0xc8, 'mul-float/2addr', '12x', undefined, 's'],
  [0xc9, 'div-float/2addr', '12x', undefined, 's'],
  [0xca, 'rem-float/2addr', '12x', undefined, 's'],
  [0xcb, 'add-double/2addr', '12x', undefined, 'sw'],
  [0xcc, 'sub-double/2addr', '12x', undefined, 'sw'],
  [0xcd, 'mul-double/2addr', '12x', undefined, 'sw'],
  [0xce, 'div-double/2addr', '12x', undefined, 'sw'],
  [0xcf, 'rem-double/2addr', '12x', undefined, 'sw'],
  [0xd0, 'add-int/lit16', '22s', undefined, 's'],
  [0xd1, 'rsub-int', '22s', undefined, 's'],
  [0xd2, 'mul-int/lit16', '22s', undefined, 's'],
  [0xd3, 'div-int/lit16', '22s', undefined, 'st'],
  [0xd4, 'rem-int/lit16', '22s', undefined, 'st'],
  [0xd5, 'and-int/lit16', '22s', undefined, 's'],
  [0xd6, 'or-int/lit16', '22s', undefined, 's'],
  [0xd7, 'xor-int/lit16', '22s', undefined, 's'],
  [0xd8, 'add-int/lit8', '22b', undefined, 's'],
  [0xd9, 'rsub-int/lit8', '22b', undefined, 's'],
  [0xda, 'mul-int/lit8', '22b', undefined, 's'],
  [0xdb, 'div-int/lit8', '22b', undefined, 'st'],
  [0xdc, 'rem-int/lit8', '22b', undefined, 'st'],
  [0xdd, 'and-int/lit8', '22b', undefined, 's'],
  [0xde, 'or-int/lit8', '22b', undefined, 's'],
  [0xdf, 'xor-int/lit8', '22b', undefined, 's'],
  [0xe0, 'shl-int/lit8', '22b', undefined, 's'],
  [0xe1, 'shr-int/lit8', '22b', undefined, 's'],
  [0xe2, 'ushr-int/lit8', '22b', undefined, 's'],
  [0xfa, 'invoke-polymorphic', '45cc', 'method+proto', 'tr'],
  [0xfb, 'invoke-polymorphic/range', '4rcc', 'method+proto', 'tr'],
  [0xfc, 'invoke-custom', '35c', 'call-site', 'tr'],
  [0xfd, 'invoke-custom/range', '3rc', 'call-site', 'tr'],
  [0xfe, 'const-method-handle', '21c', 'method-handle', 'st'],
  [0xff, 'const-method-type', '21c', 'proto', 'st'],
];

/** By number; undefined for the numbers that no version of the format uses. */
export const OPCODES: readonly (Opcode | undefined)[] = toTable(ROWS);

/** Size in 16-bit units by opcode number; an unused opcode counts as one unit. */
export const OPCODE_UNITS: Uint8Array = Uint8Array.from(OPCODES, (row) =>
  row === undefined ? 1 : unitsOf(row.format),
);

/** Number by name, such as `invoke-virtual`. */
export const OPCODE_BY_NAME: ReadonlyMap<string, number> = new Map(
  ROWS.map(([number, name]) => [name, number]),
);

function toTable(rows: readonly Row[]): (Opcode | undefined)[] {
  const table: (Opcode | undefined)[] = new Array<Opcode | undefined>(256).fill(undefined);
  for (const [number, name, format, reference, flags = ''] of rows) {
    table[number] = {
      number,
      name,
      format,
      ...(reference === undefined ? {} : { reference }),
      setsRegister: flags.includes('s'),
      setsWide: flags.includes('w'),
      setsResult: flags.includes('r'),
      canThrow: flags.includes('t'),
      canContinue: !flags.includes('e') && !flags.includes('b'),
      canBranch: flags.includes('b') || flags.includes('c'),
    };
  }
  return table;
}
