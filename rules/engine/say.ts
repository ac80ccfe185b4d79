import type { Condition, Operand, Where } from './rule.ts';
import type { Text } from './verdict.ts';

/** Words for a condition whose author gave none: the condition itself, written short. */
export function sayCondition(condition: Condition): Text {
  switch (condition.kind) {
    case 'all':
      return { zh: '以下全部成立', en: 'all of these hold' };
    case 'any':
      return { zh: '以下至少一项成立', en: 'at least one of these holds' };
    case 'not':
      return { zh: '以下不成立', en: 'this does not hold' };
    case 'field': {
      const what = sayWhere({ ...condition.test });
      return { zh: what, en: what };
    }
    case 'some':
      return list('存在', 'some', condition);
    case 'none':
      return list('不存在', 'no', condition);
    case 'unseen':
      return list('未见到', 'not seen:', condition);
    case 'every':
      return list('全部', 'every', condition);
    case 'count': {
      const more = ` ${condition.op} ${sayOperand(condition.value)}`;
      const text = list('数量', 'number of', condition);
      return { zh: text.zh + more, en: text.en + more };
    }
    case 'repeats':
      return list('反复出现', 'repeated', condition);
  }
}

function list(zh: string, en: string, condition: { path: string; where: Where }): Text {
  const where = sayWhere(condition.where);
  const tail = where === '' ? '' : ` (${where})`;
  return { zh: `${zh} ${condition.path}${tail}`, en: `${en} ${condition.path}${tail}` };
}

function sayWhere(where: Where): string {
  switch (where.kind) {
    case 'all':
      return where.items.map(sayWhere).join(' and ');
    case 'any':
      return where.items.map((item) => `(${sayWhere(item)})`).join(' or ');
    case 'not':
      return `not (${sayWhere(where.item)})`;
    case 'some':
      return `some ${where.path} (${sayWhere(where.where)})`;
    case 'test':
      return `${where.path === '' ? 'value' : where.path} ${where.op} ${sayOperand(where.operand)}`;
  }
}

function sayOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'literal':
      return Array.isArray(operand.value) ? `[${operand.value.join(', ')}]` : String(operand.value);
    case 'values':
      return `values of ${operand.path}`;
    case 'threshold':
    case 'list':
    case 'option':
      return `${operand.kind} ${operand.name}`;
  }
}
