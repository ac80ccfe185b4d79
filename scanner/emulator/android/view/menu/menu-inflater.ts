import { defineClass, type JavaObject } from '../../../machine/index.ts';
import type { Machine, Steps } from '../../../machine/index.ts';
import { appResources, valueOf, xmlOf } from '../../content/res/resources-state.ts';
import { END_DOCUMENT, END_TAG, START_TAG } from '../../content/res/xml-events.ts';
import { makeXmlParser } from '../../content/res/xml-parser.ts';
import { attributes, obtainStyled, type Styled } from '../styled.ts';
import { viewPart } from '../view-state.ts';
import type { MenuItem } from './menu-state.ts';

const groupNames = attributes(
  'id',
  'menuCategory',
  'orderInCategory',
  'checkableBehavior',
  'visible',
  'enabled',
);
const itemNames = attributes(
  'id',
  'menuCategory',
  'orderInCategory',
  'title',
  'titleCondensed',
  'icon',
  'iconTint',
  'alphabeticShortcut',
  'numericShortcut',
  'checkable',
  'checked',
  'visible',
  'enabled',
  'onClick',
  'showAsAction',
  'actionLayout',
  'actionViewClass',
  'actionProviderClass',
  'contentDescription',
  'tooltipText',
);

type Group = {
  readonly id: number;
  readonly category: number;
  readonly order: number;
  readonly behaviour: number;
  readonly visible: boolean;
  readonly enabled: boolean;
};

const noGroup: Group = { id: 0, category: 0, order: 0, behaviour: 0, visible: true, enabled: true };
const single = 2;

const contextOf = viewPart(() => ({ context: null as JavaObject | null }));
type ParserObject = ReturnType<typeof makeXmlParser>;

/** MenuInflater.inflate: items, groups and submenus of a menu resource, added to a menu (which may be the app's own). */
function* inflate(vm: Machine, self: JavaObject, id: number, menu: JavaObject): Steps<void> {
  const found = valueOf(vm, appResources(vm).peer.set, id);
  const { root, file, isSystem } = xmlOf(vm, found.value, found.isSystem);
  const parser = makeXmlParser(vm, root, file, isSystem);
  const { events } = parser.peer;
  while (events.type !== START_TAG && events.type !== END_DOCUMENT) events.next();
  if (events.element?.name !== 'menu')
    vm.throwNew('java/lang/RuntimeException', `Expecting menu, got ${events.element?.name ?? 'nothing'}`);
  yield* fill(vm, self, parser, menu);
}

function* fill(vm: Machine, self: JavaObject, parser: ParserObject, menu: JavaObject): Steps<void> {
  const { events } = parser.peer;
  const { depth } = events;
  let group = noGroup;
  for (;;) {
    const type = events.next();
    if (type === END_DOCUMENT || (type === END_TAG && events.depth === depth)) return;
    const name = events.element?.name;
    if (name === 'group') {
      group = type === START_TAG ? yield* readGroup(vm, self, parser) : noGroup;
    } else if (name === 'item' && type === START_TAG) {
      yield* addItem(vm, self, parser, menu, group);
    }
  }
}

function* styledOf(
  vm: Machine,
  self: JavaObject,
  parser: ParserObject,
  names: typeof itemNames,
): Steps<Styled> {
  return yield* obtainStyled(vm, contextOf(self).context, parser, names, 0, 0);
}

function* readGroup(vm: Machine, self: JavaObject, parser: ParserObject): Steps<Group> {
  const styled = yield* styledOf(vm, self, parser, groupNames);
  return {
    id: styled.resourceId('id'),
    category: styled.int('menuCategory', 0),
    order: styled.int('orderInCategory', 0),
    behaviour: styled.int('checkableBehavior', 0),
    visible: styled.boolean('visible', true),
    enabled: styled.boolean('enabled', true),
  };
}

const item$ = 'Landroid/view/MenuItem;';
const text$ = 'Ljava/lang/CharSequence;';

function* addItem(
  vm: Machine,
  self: JavaObject,
  parser: ParserObject,
  menu: JavaObject,
  group: Group,
): Steps<void> {
  const styled = yield* styledOf(vm, self, parser, itemNames);
  const category = styled.int('menuCategory', group.category);
  const order = (category & ~0xffff) | (styled.int('orderInCategory', group.order) & 0xffff);
  const { events } = parser.peer;
  const place = [group.id, styled.resourceId('id'), order, yield* styled.text('title')] as const;
  const hasMenu =
    events.element?.children.some((child) => child.kind === 'element' && child.name === 'menu') === true;
  let item: JavaObject;
  if (hasMenu) {
    const sub = yield* vm.call<JavaObject>(menu, `addSubMenu(III${text$})Landroid/view/SubMenu;`, ...place);
    item = yield* vm.call<JavaObject>(sub, `getItem()${item$}`);
    yield* setUp(vm, self, item, styled, group);
    while (events.element?.name !== 'menu' || events.type !== START_TAG) events.next();
    yield* fill(vm, self, parser, sub);
    return;
  }
  item = yield* vm.call<JavaObject>(menu, `add(III${text$})${item$}`, ...place);
  yield* setUp(vm, self, item, styled, group);
}

function* setUp(vm: Machine, self: JavaObject, item: JavaObject, styled: Styled, group: Group): Steps<void> {
  const { context } = contextOf(self);
  yield* vm.call(item, `setCheckable(Z)${item$}`, styled.boolean('checkable', group.behaviour !== 0));
  const state = (item as MenuItem).peer;
  if (group.behaviour === single && state) state.exclusive = true;
  if (styled.boolean('checked', false)) yield* vm.call(item, `setChecked(Z)${item$}`, true);
  yield* vm.call(item, `setVisible(Z)${item$}`, styled.boolean('visible', group.visible));
  yield* vm.call(item, `setEnabled(Z)${item$}`, styled.boolean('enabled', group.enabled));
  const condensed = yield* styled.text('titleCondensed');
  if (condensed) yield* vm.call(item, `setTitleCondensed(${text$})${item$}`, condensed);
  const icon = yield* styled.drawable('icon');
  if (icon) yield* vm.call(item, `setIcon(Landroid/graphics/drawable/Drawable;)${item$}`, icon);
  for (const [name, selector] of [
    ['alphabeticShortcut', 'setAlphabeticShortcut'],
    ['numericShortcut', 'setNumericShortcut'],
  ] as const) {
    const key = styled.string(name)?.value.charCodeAt(0);
    if (key !== undefined) yield* vm.call(item, `${selector}(C)${item$}`, key);
  }
  const description = yield* styled.text('contentDescription');
  if (description) yield* vm.call(item, `setContentDescription(${text$})${item$}`, description);
  if (styled.has('showAsAction')) yield* vm.call(item, 'setShowAsAction(I)V', styled.int('showAsAction', 0));
  const layout = styled.resourceId('actionLayout');
  const viewClass = styled.string('actionViewClass')?.value;
  if (viewClass !== undefined) {
    const view = yield* vm.construct(viewClass.replaceAll('.', '/'), '(Landroid/content/Context;)V', context);
    yield* vm.call(item, `setActionView(Landroid/view/View;)${item$}`, view);
  } else if (layout !== 0) yield* vm.call(item, `setActionView(I)${item$}`, layout);
  const providerClass = styled.string('actionProviderClass')?.value;
  if (providerClass !== undefined) {
    const provider = yield* vm.construct(
      providerClass.replaceAll('.', '/'),
      '(Landroid/content/Context;)V',
      context,
    );
    yield* vm.call(item, `setActionProvider(Landroid/view/ActionProvider;)${item$}`, provider);
  }
  const onClick = styled.string('onClick')?.value;
  if (onClick === undefined) return;
  const listener = vm.newObject<Declared>('android/view/MenuInflater$InflatedOnMenuItemClickListener');
  listener.peer = { context, methodName: onClick };
  yield* vm.call(
    item,
    `setOnMenuItemClickListener(Landroid/view/MenuItem$OnMenuItemClickListener;)${item$}`,
    listener,
  );
}

type Declared = { readonly context: JavaObject | null; readonly methodName: string };

/** android:onClick of an item: a method of the context that takes the item. */
export const inflatedClickListener = defineClass({
  name: 'android/view/MenuInflater$InflatedOnMenuItemClickListener',
  interfaces: ['android/view/MenuItem$OnMenuItemClickListener'],
  methods: {
    'onMenuItemClick(Landroid/view/MenuItem;)Z': function* (
      vm,
      self: JavaObject<Declared>,
      item: JavaObject,
    ) {
      const { context, methodName } = self.peer;
      for (let cls = context?.cls ?? null; cls?.origin === 'app'; cls = cls.superclass) {
        if (cls.methods.has(`${methodName}(Landroid/view/MenuItem;)Z`))
          return yield* vm.call<boolean>(context, `${methodName}(Landroid/view/MenuItem;)Z`, item);
        if (cls.methods.has(`${methodName}(Landroid/view/MenuItem;)V`)) {
          yield* vm.call(context, `${methodName}(Landroid/view/MenuItem;)V`, item);
          return true;
        }
      }
      return vm.throwNew(
        'java/lang/IllegalStateException',
        `Couldn't resolve menu item onClick handler ${methodName}`,
      );
    },
  },
});

export const menuInflater = defineClass({
  name: 'android/view/MenuInflater',
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;)V': (_vm, self: JavaObject, context: JavaObject | null) => {
      contextOf(self).context = context;
    },
    'inflate(ILandroid/view/Menu;)V': inflate,
  },
});
