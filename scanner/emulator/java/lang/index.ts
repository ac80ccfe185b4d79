import { defineClass } from '../../machine/index.ts';
import type { ClassModel } from '../../machine/index.ts';
import { basics } from './basics.ts';
import { boxes } from './boxes.ts';
import { classes as classClass } from './class.ts';
import { classes as classLoader } from './class-loader.ts';
import { enumClass } from './enum.ts';
import { classes as invoke } from './invoke/index.ts';
import { object } from './object.ts';
import { classes as ref } from './ref/index.ts';
import { classes as reflect } from './reflect/index.ts';
import { stackTraceElement } from './stack-trace-element.ts';
import { boxConstants, moreBoxMethods } from './boxes-more.ts';
import { characterConstants, characterMethods } from './character.ts';
import { classes as math } from './math.ts';
import { string } from './string.ts';
import { moreBuilderMethods } from './string-builder-more.ts';
import { caseInsensitiveComparator, moreStringFields, moreStringMethods } from './string-more.ts';
import { completeThrowable } from './throwable-constructors.ts';
import { moreThrowableMethods } from './throwable-more.ts';
import { withMethods } from '../signature.ts';
import { stringBuffer, stringBuilder } from './string-builder.ts';
import { classes as system } from './system.ts';
import { classes as thread } from './thread.ts';
import { throwable, throwables } from './throwable.ts';

/** A box class with the rest of its methods and its constants. */
function completeBox(model: ClassModel): ClassModel {
  const isCharacter = model.name === 'java/lang/Character';
  const complete = withMethods(model, {
    ...moreBoxMethods.get(model.name),
    ...(isCharacter ? characterMethods : {}),
  });
  const constants = isCharacter ? characterConstants : boxConstants.get(model.name);
  return { ...complete, fields: { ...constants, ...model.fields } };
}

/** Modelled classes of java.lang, and the little of java.io that they need. */
export const classes: readonly ClassModel[] = [
  object,
  { ...withMethods(string, moreStringMethods), fields: moreStringFields },
  caseInsensitiveComparator,
  withMethods(stringBuilder, moreBuilderMethods('StringBuilder')),
  withMethods(stringBuffer, moreBuilderMethods('StringBuffer')),
  withMethods(throwable, moreThrowableMethods),
  ...throwables.map(completeThrowable),
  ...boxes.map(completeBox),
  ...basics,
  ...classClass,
  ...classLoader,
  enumClass,
  ...invoke,
  ...ref,
  ...reflect,
  stackTraceElement,
  ...system,
  ...thread,
  ...math,
  defineClass({
    name: 'java/lang/Void',
    flags: 'final',
    fields: { 'static final TYPE:Ljava/lang/Class;': (vm) => vm.classObject(vm.classes.primitive('V')) },
  }),
  defineClass({
    name: 'java/lang/Record',
    flags: 'abstract',
    methods: { 'protected <init>()V': () => undefined },
  }),
];
