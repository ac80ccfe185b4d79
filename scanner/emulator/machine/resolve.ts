import { ACCESS } from '../../dex/index.ts';
import type { DexFile } from '../../dex/index.ts';
import { ensureInit } from './class-init.ts';
import { loaderSpaceOf } from './class-table.ts';
import { findField, findMethod, mayBePlatformField } from './dispatch.ts';
import type { JavaClass, Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { customMethod, polymorphicMethod } from './call-sites.ts';
import { newHandle, newMethodType } from './method-handles.ts';
import type { MethodCode } from './method-code.ts';
import type { Op } from './op.ts';
import type { Site } from './site.ts';
import type { JavaThread } from './thread.ts';

/**
 * Numbers of resolved instructions, above the dex opcodes. The interpreter writes them over the original when its
 * reference is resolved and its class initialised; operand C is the field's slot where it was the site.
 */
export const QUICK = {
  constReference: 0x100,
  checkCast: 0x101,
  instanceOf: 0x102,
  newInstance: 0x103,
  newArray: 0x104,
  filledNewArray: 0x105,
  iget: 0x106,
  igetWide: 0x107,
  iput: 0x108,
  iputWide: 0x109,
  iputReference: 0x10a,
  sget: 0x10b,
  sgetWide: 0x10c,
  sput: 0x10d,
  sputWide: 0x10e,
  sputReference: 0x10f,
  invokeVirtual: 0x110,
  invokeDirect: 0x111,
  invokeStatic: 0x112,
} as const;

type Context = {
  readonly vm: Machine;
  readonly thread: JavaThread;
  readonly method: Method;
  readonly code: MethodCode;
  readonly op: Op;
  readonly site: Site;
};

/**
 * Resolves the reference of an instruction. True: resolved, and rewritten if it will stay so; false: a class
 * initialiser was pushed or the thread blocked, and the instruction must run again. Java's linkage errors are thrown.
 */
export function resolve(vm: Machine, thread: JavaThread, method: Method, code: MethodCode, op: Op): boolean {
  const { site } = op;
  const context: Context = { vm, thread, method, code, op, site };
  const dex = code.source.dex;
  switch (site.opcode) {
    case 0x1a:
    case 0x1b:
      site.value = vm.intern(dex.string(site.index));
      return rewrite(context, QUICK.constReference);
    case 0x1c:
      site.value = vm.classObject(classOf(context, dex.type(site.index)));
      return rewrite(context, QUICK.constReference);
    case 0x1f:
      site.cls = classOf(context, dex.type(site.index));
      return rewrite(context, QUICK.checkCast);
    case 0x20:
      site.cls = classOf(context, dex.type(site.index));
      return rewrite(context, QUICK.instanceOf);
    case 0x22:
      return newInstance(context, dex);
    case 0x23:
      site.cls = arrayClassOf(context, dex);
      return rewrite(context, QUICK.newArray);
    case 0x24:
    case 0x25:
      site.cls = arrayClassOf(context, dex);
      return rewrite(context, QUICK.filledNewArray);
    case 0xfa:
    case 0xfb:
      site.method = polymorphicMethod(vm, method, dex, site.index, site.protoIndex);
      checkWords(context, site.method);
      return rewrite(context, QUICK.invokeStatic);
    case 0xfc:
    case 0xfd:
      site.method = customMethod(vm, method, dex.callSite(site.index));
      checkWords(context, site.method);
      return rewrite(context, QUICK.invokeStatic);
    case 0xfe:
      site.value = newHandle(vm, dex.methodHandle(site.index), loaderSpaceOf(method.owner));
      return rewrite(context, QUICK.constReference);
    case 0xff:
      site.value = newMethodType(vm, dex.proto(site.index), loaderSpaceOf(method.owner));
      return rewrite(context, QUICK.constReference);
    default:
      return site.opcode >= 0x52 && site.opcode <= 0x6d ? field(context, dex) : invoke(context, dex);
  }
}

function rewrite({ op }: Context, opcode: number): true {
  op.opcode = opcode;
  return true;
}

function classOf({ vm, method }: Context, descriptor: string): JavaClass {
  return vm.requireClass(descriptor, loaderSpaceOf(method.owner));
}

function arrayClassOf(context: Context, dex: DexFile): JavaClass {
  const cls = classOf(context, dex.type(context.site.index));
  if (cls.element === null) context.vm.throwNew('java/lang/VerifyError', `${cls.javaName} is not an array`);
  return cls;
}

function newInstance(context: Context, dex: DexFile): boolean {
  const { vm, thread, site } = context;
  const cls = classOf(context, dex.type(site.index));
  if ((cls.isAbstract && cls.origin !== 'phantom') || cls.element !== null || cls.isPrimitive)
    vm.throwNew('java/lang/InstantiationError', cls.javaName);
  site.cls = cls;
  if (!ensureInit(vm, thread, cls)) return false;
  return cls.state === 'initialized' ? rewrite(context, QUICK.newInstance) : true;
}

function field(context: Context, dex: DexFile): boolean {
  const { vm, thread, site, op } = context;
  const isStatic = site.opcode >= 0x60;
  const ref = dex.field(site.index);
  const owner = classOf(context, ref.owner);
  const found = site.field ?? findField(owner, `${ref.name}:${ref.type}`) ?? null;
  if (found === null) {
    if (!mayBePlatformField(owner)) vm.throwNew('java/lang/NoSuchFieldError', ref.name);
    // Stays unresolved: each access is a gap.
    site.unknownName = `${owner.name}.${ref.name}:${ref.type}`;
    site.unknownType = ref.type;
    vm.gap('UNMODELLED_FIELD', site.unknownName);
    return true;
  }
  if (found.isStatic !== isStatic)
    vm.throwNew('java/lang/IncompatibleClassChangeError', `${owner.javaName}.${ref.name}`);
  site.field = found;
  const family = (site.opcode - 0x52) % 7;
  const wide = family === 1;
  const put = site.opcode >= (isStatic ? 0x67 : 0x59);
  if (wide !== found.isWide)
    vm.throwNew('java/lang/VerifyError', `${owner.javaName}.${ref.name} has another width`);
  if (!isStatic) {
    op.c = found.slot;
    if (put) return rewrite(context, wide ? QUICK.iputWide : family === 2 ? QUICK.iputReference : QUICK.iput);
    if (found.watch !== null) site.fieldLabel = vm.recordFieldRead(found, null);
    return rewrite(context, wide ? QUICK.igetWide : QUICK.iget);
  }
  site.statics = found.owner.statics;
  if (!ensureInit(vm, thread, found.owner)) return false;
  if (found.owner.state !== 'initialized') return true;
  op.b = found.slot;
  if (put) return rewrite(context, wide ? QUICK.sputWide : family === 2 ? QUICK.sputReference : QUICK.sput);
  if (found.watch !== null)
    site.fieldLabel = vm.recordFieldRead(found, found.owner.statics[found.slot] ?? null);
  return rewrite(context, wide ? QUICK.sgetWide : QUICK.sget);
}

function invoke(context: Context, dex: DexFile): boolean {
  const { vm, thread, site } = context;
  const kind = (site.opcode - 0x6e) % 6;
  const ref = dex.method(site.index);
  const selector = ref.name + ref.proto.descriptor;
  const isStatic = kind === 3;
  if (site.method === null) {
    const owner = classOf(context, ref.owner);
    const from = kind === 1 ? superOf(context, owner) : owner;
    const found = findMethod(vm, from, selector, isStatic ? ACCESS.static : 0);
    if (found.isStatic !== isStatic)
      vm.throwNew('java/lang/IncompatibleClassChangeError', `${owner.javaName}.${selector}`);
    checkWords(context, found);
    site.method = found;
  }
  const target = site.method;
  switch (kind) {
    case 0:
    case 4:
      // A private or final method needs no dispatch, nor does a constructor called in this way.
      return (target.flags & (ACCESS.private | ACCESS.constructor)) !== 0
        ? rewrite(context, QUICK.invokeDirect)
        : rewrite(context, QUICK.invokeVirtual);
    case 3:
      if (!ensureInit(vm, thread, target.owner)) return false;
      return target.owner.state === 'initialized' ? rewrite(context, QUICK.invokeStatic) : true;
    default:
      return rewrite(context, QUICK.invokeDirect);
  }
}

function checkWords({ vm, site, method }: Context, callee: Method): void {
  if (site.registers.length !== callee.insWords)
    vm.throwNew(
      'java/lang/VerifyError',
      `${method.owner.javaName}.${method.selector} passes wrong arguments`,
    );
}

/** invoke-super looks from the superclass of the calling class on, or in the named interface itself. */
function superOf({ vm, method }: Context, owner: JavaClass): JavaClass {
  if (owner.isInterface) return owner;
  return method.owner.superclass ?? vm.throwNew('java/lang/VerifyError', 'invoke-super without a superclass');
}
