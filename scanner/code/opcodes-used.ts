/** Numbers of the Dalvik bytecode page that the passes test for in their inner loops. */
export const OP = {
  constString: 0x1a,
  constStringJumbo: 0x1b,
  firstFieldRead: 0x52,
  lastInstanceRead: 0x58,
  firstStaticRead: 0x60,
  lastStaticRead: 0x66,
  invokeVirtual: 0x6e,
  invokeInterface: 0x72,
  invokeVirtualRange: 0x74,
  invokeInterfaceRange: 0x78,
} as const;

/** invoke-virtual, -super, -direct, -static, -interface, each also as /range. */
export function isInvoke(opcode: number): boolean {
  return (
    (opcode >= OP.invokeVirtual && opcode <= OP.invokeInterface) ||
    (opcode >= OP.invokeVirtualRange && opcode <= OP.invokeInterfaceRange)
  );
}

/** iget and sget of every width. */
export function isFieldRead(opcode: number): boolean {
  return (
    (opcode >= OP.firstFieldRead && opcode <= OP.lastInstanceRead) ||
    (opcode >= OP.firstStaticRead && opcode <= OP.lastStaticRead)
  );
}
