import { copiesIntent, getPreference, messageChannel, noteAddress, putPreference } from './carried-data.ts';
import { namesFor } from './channels.ts';
import type { FlowCall } from './flow-call.ts';
import type { FlowStep } from './flow-tables.ts';
import { CONTENT } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { concatTexts, constantOf } from './flow-value.ts';
import type { FlowValue } from './flow-value.ts';
import { LibraryCall } from './library-call.ts';
import { callBack, send, take, tellListeners } from './library-callbacks.ts';
import { copy, link, putValue, takeElement } from './library-containers.ts';
import { append, format, tell } from './library-texts.ts';
import { contentKey } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { NO_FACTS, open, unite } from './taint.ts';

/**
 * What a library method does: as the table says. Of a method that it does not know, the arguments and the receiver are
 * taken to be in the result, unless that is a boolean; those of a constructor, or of a method whose name says that it
 * changes its object, in the object.
 */
export function callLibrary(
  context: MethodContext,
  state: FlowState,
  flowCall: FlowCall,
): FlowValue | undefined {
  const call = new LibraryCall(context, state, flowCall);
  const { info } = flowCall;
  if (info.flow === undefined) call.unknown();
  else {
    // Text and medium first: other steps look at them.
    for (const step of info.flow.steps) tell(call, step);
    for (const step of info.flow.steps) act(call, step);
  }
  if (info.ref.name === '<init>' && call.receiver !== undefined)
    call.context.describe(call.state, call.receiver, call.text, call.medium);
  return call.result();
}

function act(call: LibraryCall, step: FlowStep): void {
  switch (step.kind) {
    case 'move':
      call.move(step.from, step.to, step.deep);
      break;
    case 'same': {
      const value = step.as === 'receiver' ? call.receiver : call.argument(step.as);
      call.objects = value?.objects ?? [];
      call.facts = unite(call.facts, value?.facts ?? NO_FACTS);
      call.carry(value);
      break;
    }
    case 'put':
      putValue(
        call,
        contentKey(constantOf(call.argument(step.key))),
        call.argument(step.value),
        call.argument(step.key),
      );
      break;
    case 'add': {
      const { args } = call.site;
      if (args.length > (call.site.isStatic ? 0 : 1))
        putValue(call, CONTENT, args[args.length - 1], undefined);
      break;
    }
    case 'get': {
      const key = call.argument(step.key);
      takeElement(call, key === undefined ? undefined : constantOf(key));
      break;
    }
    case 'element':
      takeElement(call, undefined);
      break;
    case 'copy':
      copy(call, step.from, step.to);
      break;
    case 'link':
      link(call);
      break;
    case 'append':
      append(call);
      break;
    case 'concat':
      call.facts = unite(call.state.deepFacts(call.receiver), call.state.deepFacts(call.argument(0)));
      call.text = concatTexts(
        call.context.textOf(call.state, call.receiver),
        call.context.textOf(call.state, call.argument(0)),
      );
      break;
    case 'format':
      format(call);
      break;
    case 'open':
      call.facts = open(call.facts, call.context.at(call.site.pc));
      break;
    case 'listener':
      tellListeners(call, step.method);
      break;
    case 'call':
      callBack(call, step.method, step.argument);
      break;
    case 'message':
      send(
        call,
        messageChannel(call.context, call.site),
        step.from === 'receiver' ? call.receiver : call.argument(Number(step.from)),
      );
      break;
    case 'result-put':
      for (const value of call.site.args.slice(1)) send(call, 'result:', value);
      break;
    case 'intent':
      noteAddress(call.state, call.site);
      if (copiesIntent(call.site)) copy(call, 0, 'receiver');
      break;
    case 'intent-get':
      take(
        call,
        'intent',
        namesFor('intent', call.receiver?.type ?? call.context.record.method.owner.descriptor),
      );
      break;
    case 'file-get':
      take(call, 'file', ['*']);
      break;
    case 'preferences-put':
      putPreference(call.context, call.state, call.site);
      break;
    case 'preferences-get':
      call.facts = unite(call.facts, getPreference(call.context, call.state, call.site));
      break;
    default:
  }
}
