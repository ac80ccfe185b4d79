/** Thrown where code is not worth compiling, or cannot be: a register's type is not known where it is needed. */
export class CannotCompile extends Error {}
