import { defineClass } from '../../machine/index.ts';
import type { ClassModel } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { methods } from '../signature.ts';
import { jsonArray } from './json-array.ts';
import { jsonObject } from './json-object.ts';
import { tokeners } from './json-tokener.ts';

/** Modelled classes of org.json, as Android has them. */
export const classes: readonly ClassModel[] = [
  throwableClass('org/json/JSONException', 'java/lang/Exception'),
  defineClass({
    name: 'org/json/JSONObject$Null',
    methods: methods({
      'String toString()': () => 'null',
      'boolean equals(Object)': (_vm, self: Ref, other: Ref) => other === null || other === self,
      'int hashCode()': () => 0,
    }),
  }),
  jsonObject,
  jsonArray,
  ...tokeners,
];
