import type { ClassModel, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { viewOf, type ViewState } from './view-state.ts';

export type Methods = NonNullable<ClassModel['methods']>;

/** A setter that the platform takes without consequence on what is seen or done. */
export const ignored = (): void => undefined;

type Effect = (vm: Machine, self: JavaObject) => Steps<void> | void;

/** A getter of a piece of the view's state. */
export function getter<K extends keyof ViewState>(key: K) {
  return (_vm: Machine, self: JavaObject): ViewState[K] => viewOf(self)[key];
}

/** A setter of a piece of the view's state; its effect runs only when the value changed. */
export function setter<K extends keyof ViewState>(key: K, effect?: Effect) {
  return (vm: Machine, self: JavaObject, value: ViewState[K]): Steps<void> | void => {
    const state = viewOf(self);
    if (state[key] === value) return undefined;
    state[key] = value;
    return effect?.(vm, self);
  };
}

/** Getter and setter `getX`/`setX` (`isX` for booleans) over one piece of state. */
export function property(
  name: string,
  descriptor: string,
  key: keyof ViewState,
  effect?: Effect,
): Record<string, (vm: Machine, self: JavaObject, value: never) => JavaValue | void | Steps<void>> {
  const prefix = descriptor === 'Z' ? 'is' : 'get';
  return {
    [`${prefix}${name}()${descriptor}`]: (_vm, self) => viewOf(self)[key] as JavaValue,
    [`set${name}(${descriptor})V`]: (vm, self, value) => {
      const state = viewOf(self);
      if (state[key] === value) return undefined;
      Object.assign(state, { [key]: value });
      return effect?.(vm, self);
    },
  };
}

/** `setOnX(listener)` for each kind of listener, kept under the listener's name. */
export function listenerSetters(
  owner: string,
  names: readonly string[],
  also?: (state: ViewState, name: string) => void,
): Methods {
  return Object.fromEntries(
    names.map((name) => [
      `set${name}(L${owner}$${name};)V`,
      (_vm: Machine, self: JavaObject, listener: JavaObject | null): void => {
        const state = viewOf(self);
        state.listeners.set(name, listener);
        also?.(state, name);
      },
    ]),
  );
}
