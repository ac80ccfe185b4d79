import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { intsOf } from '../../machine/index.ts';
import { isParamsOf, marginParamsClass, marginsOf, paramSize, type Margins } from '../view/layout-params.ts';
import {
  AT_MOST,
  EXACTLY,
  MATCH_PARENT,
  UNSPECIFIED,
  makeSpec,
  resolveSize,
  specMode,
  specSize,
} from '../view/measure-spec.ts';
import { attributes, obtainStyled, type Styled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredWidthOf,
  setMeasured,
  suggestedMinimum,
} from '../view/view-layout.ts';
import { childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { horizontalOf, place, verticalOf } from './gravity.ts';

const paramsName = 'android/widget/RelativeLayout$LayoutParams';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

/** RelativeLayout's rules by number; the start and end rules are the left and right ones here. */
const LEFT_OF = 0;
const RIGHT_OF = 1;
const ABOVE = 2;
const BELOW = 3;
const ALIGN_BASELINE = 4;
const ALIGN_LEFT = 5;
const ALIGN_TOP = 6;
const ALIGN_RIGHT = 7;
const ALIGN_BOTTOM = 8;
const ALIGN_PARENT_LEFT = 9;
const ALIGN_PARENT_TOP = 10;
const ALIGN_PARENT_RIGHT = 11;
const ALIGN_PARENT_BOTTOM = 12;
const CENTER_IN_PARENT = 13;
const CENTER_HORIZONTAL = 14;
const CENTER_VERTICAL = 15;
const verbCount = 22;
/** START_OF, END_OF, ALIGN_START, ALIGN_END, ALIGN_PARENT_START, ALIGN_PARENT_END. */
const relativeRules: ReadonlyMap<number, number> = new Map([
  [16, LEFT_OF],
  [17, RIGHT_OF],
  [18, ALIGN_LEFT],
  [19, ALIGN_RIGHT],
  [20, ALIGN_PARENT_LEFT],
  [21, ALIGN_PARENT_RIGHT],
]);
const TRUE = -1;

export const rulesOf = viewPart<number[]>(() => new Array<number>(verbCount).fill(0));
const relativeOf = viewPart(() => ({ gravity: 0x800003 | 0x30, ignoreGravity: 0 }));

function ruleOf(view: JavaObject, rule: number): number {
  const { params } = viewOf(view);
  return params ? (rulesOf(params)[rule] ?? 0) : 0;
}

type Box = {
  left: number | undefined;
  top: number | undefined;
  right: number | undefined;
  bottom: number | undefined;
};

const anchorRules = {
  horizontal: [LEFT_OF, RIGHT_OF, ALIGN_LEFT, ALIGN_RIGHT],
  vertical: [ABOVE, BELOW, ALIGN_BASELINE, ALIGN_TOP, ALIGN_BOTTOM],
} as const;

/** Children so that each comes after those it is placed by; in a circle the order of the layout holds. */
function sorted(children: readonly JavaObject[], rules: readonly number[]): JavaObject[] {
  const byId = new Map(children.map((child) => [viewOf(child).id, child]));
  const done = new Set<JavaObject>();
  const order: JavaObject[] = [];
  const visit = (child: JavaObject, path: ReadonlySet<JavaObject>): void => {
    if (done.has(child) || path.has(child)) return;
    for (const rule of rules) {
      const anchor = byId.get(ruleOf(child, rule));
      if (anchor && ruleOf(child, rule) !== 0) visit(anchor, new Set([...path, child]));
    }
    if (done.has(child)) return;
    done.add(child);
    order.push(child);
  };
  for (const child of children) visit(child, new Set());
  return order;
}

class Placement {
  readonly #boxes = new Map<JavaObject, Box>();
  readonly #byId: ReadonlyMap<number, JavaObject>;
  readonly #vm: Machine;

  constructor(vm: Machine, children: readonly JavaObject[]) {
    this.#vm = vm;
    this.#byId = new Map(children.map((child) => [viewOf(child).id, child]));
  }

  box(child: JavaObject): Box {
    let box = this.#boxes.get(child);
    if (!box) {
      box = { left: undefined, top: undefined, right: undefined, bottom: undefined };
      this.#boxes.set(child, box);
    }
    return box;
  }

  margins(child: JavaObject): Margins {
    return marginsOf(this.#vm, child);
  }

  /** The view that a rule names; what is gone hands on to what it was placed by itself. */
  anchor(child: JavaObject, rule: number): JavaObject | undefined {
    let at = this.#byId.get(ruleOf(child, rule));
    for (let hop = 0; at && viewOf(at).visibility === 8 && hop < 20; hop++)
      at = this.#byId.get(ruleOf(at, rule));
    return ruleOf(child, rule) === 0 ? undefined : at;
  }
}

/** Where the rules say that a child begins and ends across; open ends stay undefined. */
function applyHorizontal(
  placement: Placement,
  child: JavaObject,
  width: number | undefined,
  padding: { readonly left: number; readonly right: number },
): void {
  const box = placement.box(child);
  const margins = placement.margins(child);
  box.left = box.right = undefined;
  const leftOf = placement.anchor(child, LEFT_OF);
  if (leftOf) box.right = (placement.box(leftOf).left ?? 0) - placement.margins(leftOf).left - margins.right;
  const rightOf = placement.anchor(child, RIGHT_OF);
  if (rightOf)
    box.left = (placement.box(rightOf).right ?? 0) + placement.margins(rightOf).right + margins.left;
  const alignLeft = placement.anchor(child, ALIGN_LEFT);
  if (alignLeft) box.left = (placement.box(alignLeft).left ?? 0) + margins.left;
  const alignRight = placement.anchor(child, ALIGN_RIGHT);
  if (alignRight) box.right = (placement.box(alignRight).right ?? 0) - margins.right;
  if (ruleOf(child, ALIGN_PARENT_LEFT) !== 0) box.left = padding.left + margins.left;
  if (ruleOf(child, ALIGN_PARENT_RIGHT) !== 0 && width !== undefined)
    box.right = width - padding.right - margins.right;
}

function applyVertical(
  placement: Placement,
  child: JavaObject,
  height: number | undefined,
  padding: { readonly top: number; readonly bottom: number },
): void {
  const box = placement.box(child);
  const margins = placement.margins(child);
  box.top = box.bottom = undefined;
  const above = placement.anchor(child, ABOVE);
  if (above) box.bottom = (placement.box(above).top ?? 0) - placement.margins(above).top - margins.bottom;
  const below = placement.anchor(child, BELOW);
  if (below) box.top = (placement.box(below).bottom ?? 0) + placement.margins(below).bottom + margins.top;
  const alignTop = placement.anchor(child, ALIGN_TOP);
  if (alignTop) box.top = (placement.box(alignTop).top ?? 0) + margins.top;
  const alignBottom = placement.anchor(child, ALIGN_BOTTOM);
  if (alignBottom) box.bottom = (placement.box(alignBottom).bottom ?? 0) - margins.bottom;
  if (ruleOf(child, ALIGN_PARENT_TOP) !== 0) box.top = padding.top + margins.top;
  if (ruleOf(child, ALIGN_PARENT_BOTTOM) !== 0 && height !== undefined)
    box.bottom = height - padding.bottom - margins.bottom;
}

/** RelativeLayout's getChildMeasureSpec: between the edges that rules fixed, else as its size says. */
function specOf(
  start: number | undefined,
  end: number | undefined,
  wanted: number,
  startMargin: number,
  endMargin: number,
  padding: { readonly start: number; readonly end: number },
  size: number | undefined,
): number {
  if (start !== undefined && end !== undefined) return makeSpec(Math.max(0, end - start), EXACTLY);
  if (size === undefined) return wanted >= 0 ? makeSpec(wanted, EXACTLY) : makeSpec(0, UNSPECIFIED);
  const most = Math.max(0, (end ?? size - padding.end - endMargin) - (start ?? padding.start + startMargin));
  if (wanted >= 0) return makeSpec(Math.min(most, wanted), EXACTLY);
  return makeSpec(most, wanted === MATCH_PARENT ? EXACTLY : AT_MOST);
}

function* measureRelative(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(self);
  const padding = { left: paddingLeft, top: paddingTop, right: paddingRight, bottom: paddingBottom };
  const children = childrenOf(self).filter((child) => viewOf(child).visibility !== 8);
  const placement = new Placement(vm, [...childrenOf(self)]);
  const known = (spec: number) => (specMode(spec) === UNSPECIFIED ? undefined : specSize(spec));
  const wrapsX = specMode(widthSpec) !== EXACTLY;
  const wrapsY = specMode(heightSpec) !== EXACTLY;
  const availableX = known(widthSpec);
  const availableY = known(heightSpec);

  for (const child of sorted(children, anchorRules.horizontal)) {
    applyHorizontal(placement, child, availableX, padding);
    const box = placement.box(child);
    const margins = placement.margins(child);
    const { width, height } = paramSize(vm, child);
    const widthOf = specOf(
      box.left,
      box.right,
      width,
      margins.left,
      margins.right,
      { start: padding.left, end: padding.right },
      availableX,
    );
    // How high it may be is not known yet: any height up to all of it.
    const heightOf =
      availableY === undefined
        ? height >= 0
          ? makeSpec(height, EXACTLY)
          : makeSpec(0, UNSPECIFIED)
        : makeSpec(Math.max(0, availableY), height === MATCH_PARENT && !wrapsY ? EXACTLY : AT_MOST);
    yield* measureView(vm, child, widthOf, heightOf);
    finishHorizontal(placement, child, padding, availableX, wrapsX);
  }
  for (const child of sorted(children, anchorRules.vertical)) {
    applyVertical(placement, child, availableY, padding);
    const box = placement.box(child);
    yield* alignBaseline(vm, placement, child);
    const margins = placement.margins(child);
    const { width, height } = paramSize(vm, child);
    yield* measureView(
      vm,
      child,
      specOf(
        box.left,
        box.right,
        width,
        margins.left,
        margins.right,
        { start: padding.left, end: padding.right },
        availableX,
      ),
      specOf(
        box.top,
        box.bottom,
        height,
        margins.top,
        margins.bottom,
        { start: padding.top, end: padding.bottom },
        availableY,
      ),
    );
    finishVertical(placement, child, padding, availableY, wrapsY);
  }

  let width = 0;
  let height = 0;
  for (const child of children) {
    const box = placement.box(child);
    const margins = placement.margins(child);
    width = Math.max(width, (box.right ?? 0) + margins.right);
    height = Math.max(height, (box.bottom ?? 0) + margins.bottom);
  }
  const minimum = yield* suggestedMinimum(vm, self);
  const { width: ownWidth, height: ownHeight } = paramSize(vm, self);
  width = wrapsX
    ? resolveSize(Math.max(width + padding.right, ownWidth >= 0 ? ownWidth : 0, minimum.width), widthSpec)
    : specSize(widthSpec);
  height = wrapsY
    ? resolveSize(
        Math.max(height + padding.bottom, ownHeight >= 0 ? ownHeight : 0, minimum.height),
        heightSpec,
      )
    : specSize(heightSpec);
  for (const child of children) settle(placement, child, width, height, padding, wrapsX, wrapsY);
  applyGravity(self, placement, children, width, height, padding);
  placements.set(self, placement);
  setMeasured(self, width, height);
}

const placements = new WeakMap<JavaObject, Placement>();
type Padding = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

function finishHorizontal(
  placement: Placement,
  child: JavaObject,
  padding: Padding,
  width: number | undefined,
  wraps: boolean,
): void {
  const box = placement.box(child);
  const size = measuredWidthOf(child);
  const margins = placement.margins(child);
  if (box.left === undefined && box.right !== undefined) box.left = box.right - size;
  else if (box.left !== undefined && box.right === undefined) box.right = box.left + size;
  else if (box.left === undefined && box.right === undefined) {
    const centred = ruleOf(child, CENTER_IN_PARENT) !== 0 || ruleOf(child, CENTER_HORIZONTAL) !== 0;
    box.left =
      centred && !wraps && width !== undefined ? Math.trunc((width - size) / 2) : padding.left + margins.left;
    box.right = box.left + size;
  }
}

function finishVertical(
  placement: Placement,
  child: JavaObject,
  padding: Padding,
  height: number | undefined,
  wraps: boolean,
): void {
  const box = placement.box(child);
  const size = measuredHeightOf(child);
  const margins = placement.margins(child);
  if (box.top === undefined && box.bottom !== undefined) box.top = box.bottom - size;
  else if (box.top !== undefined && box.bottom === undefined) box.bottom = box.top + size;
  else if (box.top === undefined && box.bottom === undefined) {
    const centred = ruleOf(child, CENTER_IN_PARENT) !== 0 || ruleOf(child, CENTER_VERTICAL) !== 0;
    box.top =
      centred && !wraps && height !== undefined ? Math.trunc((height - size) / 2) : padding.top + margins.top;
    box.bottom = box.top + size;
  }
}

function* alignBaseline(vm: Machine, placement: Placement, child: JavaObject): Steps<void> {
  const anchor = placement.anchor(child, ALIGN_BASELINE);
  if (!anchor) return;
  const theirs = yield* vm.call<number>(anchor, 'getBaseline()I');
  const own = yield* vm.call<number>(child, 'getBaseline()I');
  if (theirs < 0) return;
  const box = placement.box(child);
  box.top = (placement.box(anchor).top ?? 0) + theirs - Math.max(0, own);
  box.bottom = undefined;
}

/** What hangs on the layout's own far edges or middle is placed once its size is known. */
function settle(
  placement: Placement,
  child: JavaObject,
  width: number,
  height: number,
  padding: Padding,
  wrapsX: boolean,
  wrapsY: boolean,
): void {
  const box = placement.box(child);
  const margins = placement.margins(child);
  const childWidth = measuredWidthOf(child);
  const childHeight = measuredHeightOf(child);
  if (wrapsX) {
    if (ruleOf(child, CENTER_IN_PARENT) !== 0 || ruleOf(child, CENTER_HORIZONTAL) !== 0)
      box.left = Math.trunc((width - childWidth) / 2);
    else if (ruleOf(child, ALIGN_PARENT_RIGHT) !== 0)
      box.left = width - padding.right - margins.right - childWidth;
    box.right = (box.left ?? 0) + childWidth;
  }
  if (wrapsY) {
    if (ruleOf(child, CENTER_IN_PARENT) !== 0 || ruleOf(child, CENTER_VERTICAL) !== 0)
      box.top = Math.trunc((height - childHeight) / 2);
    else if (ruleOf(child, ALIGN_PARENT_BOTTOM) !== 0)
      box.top = height - padding.bottom - margins.bottom - childHeight;
    box.bottom = (box.top ?? 0) + childHeight;
  }
}

/** The layout's own gravity moves all its children together. */
function applyGravity(
  self: JavaObject,
  placement: Placement,
  children: readonly JavaObject[],
  width: number,
  height: number,
  padding: Padding,
): void {
  const { gravity, ignoreGravity } = relativeOf(self);
  const x = horizontalOf(gravity);
  const y = verticalOf(gravity);
  if ((x === 'start' && y === 'start') || children.length === 0) return;
  const moved = children.filter((child) => ignoreGravity === 0 || viewOf(child).id !== ignoreGravity);
  const boxes = moved.map((child) => placement.box(child));
  const left = Math.min(...boxes.map((box) => box.left ?? 0));
  const right = Math.max(...boxes.map((box) => box.right ?? 0));
  const top = Math.min(...boxes.map((box) => box.top ?? 0));
  const bottom = Math.max(...boxes.map((box) => box.bottom ?? 0));
  const dx = padding.left + place(x, width - padding.left - padding.right, right - left) - left;
  const dy = padding.top + place(y, height - padding.top - padding.bottom, bottom - top) - top;
  for (const box of boxes) {
    if (x !== 'start') Object.assign(box, { left: (box.left ?? 0) + dx, right: (box.right ?? 0) + dx });
    if (y !== 'start') Object.assign(box, { top: (box.top ?? 0) + dy, bottom: (box.bottom ?? 0) + dy });
  }
}

const ruleNames: readonly (readonly [string, number])[] = [
  ['layout_toLeftOf', LEFT_OF],
  ['layout_toRightOf', RIGHT_OF],
  ['layout_above', ABOVE],
  ['layout_below', BELOW],
  ['layout_alignBaseline', ALIGN_BASELINE],
  ['layout_alignLeft', ALIGN_LEFT],
  ['layout_alignTop', ALIGN_TOP],
  ['layout_alignRight', ALIGN_RIGHT],
  ['layout_alignBottom', ALIGN_BOTTOM],
  ['layout_toStartOf', LEFT_OF],
  ['layout_toEndOf', RIGHT_OF],
  ['layout_alignStart', ALIGN_LEFT],
  ['layout_alignEnd', ALIGN_RIGHT],
];
const flagNames: readonly (readonly [string, number])[] = [
  ['layout_alignParentLeft', ALIGN_PARENT_LEFT],
  ['layout_alignParentTop', ALIGN_PARENT_TOP],
  ['layout_alignParentRight', ALIGN_PARENT_RIGHT],
  ['layout_alignParentBottom', ALIGN_PARENT_BOTTOM],
  ['layout_centerInParent', CENTER_IN_PARENT],
  ['layout_centerHorizontal', CENTER_HORIZONTAL],
  ['layout_centerVertical', CENTER_VERTICAL],
  ['layout_alignParentStart', ALIGN_PARENT_LEFT],
  ['layout_alignParentEnd', ALIGN_PARENT_RIGHT],
];

function readRules(self: JavaObject, styled: Styled): void {
  const rules = rulesOf(self);
  for (const [name, rule] of ruleNames) {
    const id = styled.resourceId(name);
    if (id !== 0) rules[rule] = id | 0;
  }
  for (const [name, rule] of flagNames) if (styled.boolean(name, false)) rules[rule] = TRUE;
}

function setRule(self: JavaObject, rule: number, value: number): void {
  rulesOf(self)[relativeRules.get(rule) ?? rule] = value;
}

const names = attributes('gravity', 'ignoreGravity');

export const relativeLayout = viewClass({
  name: 'android/widget/RelativeLayout',
  super: 'android/view/ViewGroup',
  labels: 'container',
  init: function* (vm, self, given) {
    if (!given.attributes && given.defaultStyleAttribute === 0 && given.defaultStyle === 0) return;
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    const state = relativeOf(self);
    state.gravity = styled.int('gravity', state.gravity);
    state.ignoreGravity = styled.resourceId('ignoreGravity');
  },
  methods: {
    'protected onMeasure(II)V': measureRelative,
    'protected onLayout(ZIIII)V': function* (vm, self: JavaObject) {
      const placement = placements.get(self);
      for (const child of [...childrenOf(self)]) {
        if (viewOf(child).visibility === 8 || !placement) continue;
        const { left = 0, top = 0, right = 0, bottom = 0 } = placement.box(child);
        yield* layoutChild(vm, child, left, top, right - left, bottom - top);
      }
    },
    'getGravity()I': (_vm, self: JavaObject) => relativeOf(self).gravity,
    'setGravity(I)V': function* (vm, self: JavaObject, gravity: number) {
      relativeOf(self).gravity = gravity;
      yield* vm.call(self, 'requestLayout()V');
    },
    'setIgnoreGravity(I)V': (_vm, self: JavaObject, id: number) => {
      relativeOf(self).ignoreGravity = id;
    },
    [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
      vm,
      self: JavaObject,
      set: HeapObject | null,
    ) =>
      vm.construct(
        paramsName,
        '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
        viewOf(self).context,
        set,
      ),
    [`protected generateLayoutParams(${params$})${params$}`]: (vm, _self: JavaObject, params: JavaObject) =>
      vm.construct(paramsName, `(L${paramsName};)V`, params),
    [`protected generateDefaultLayoutParams()${params$}`]: (vm) => vm.construct(paramsName, '(II)V', -2, -2),
    [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
      isParamsOf(params, paramsName),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.RelativeLayout',
  },
});

export const relativeLayoutParams = marginParamsClass({
  name: paramsName,
  fields: { 'alignWithParent:Z': false },
  read: attributes(...[...ruleNames, ...flagNames].map(([name]) => name)),
  init: (_vm, self, styled) => readRules(self, styled),
  copy: (_vm, self, source) => rulesOf(self).splice(0, verbCount, ...rulesOf(source)),
  methods: {
    'addRule(I)V': (_vm, self: JavaObject, rule: number) => setRule(self, rule, TRUE),
    'addRule(II)V': (_vm, self: JavaObject, rule: number, subject: number) => setRule(self, rule, subject),
    'removeRule(I)V': (_vm, self: JavaObject, rule: number) => setRule(self, rule, 0),
    'getRule(I)I': (_vm, self: JavaObject, rule: number) =>
      rulesOf(self)[relativeRules.get(rule) ?? rule] ?? 0,
    'getRules()[I': (vm, self: JavaObject) => {
      const array = vm.newArray('[I', verbCount);
      intsOf(array).set(rulesOf(self));
      return array;
    },
  },
});
