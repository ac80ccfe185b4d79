import type { JavaObject } from '../../machine/index.ts';
import { ignored } from '../view/accessors.ts';
import { systemId } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { findById } from '../view/view-tree.ts';

/** Two lines of text, by the platform's ids. */
export const twoLineListItem = viewClass({
  name: 'android/widget/TwoLineListItem',
  super: 'android/widget/RelativeLayout',
  labels: 'container',
  methods: {
    'getText1()Landroid/widget/TextView;': (vm, self: JavaObject) =>
      findById(self, systemId(vm, 'id', 'text1')),
    'getText2()Landroid/widget/TextView;': (vm, self: JavaObject) =>
      findById(self, systemId(vm, 'id', 'text2')),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TwoLineListItem',
  },
});

export const quickContactBadge = viewClass({
  name: 'android/widget/QuickContactBadge',
  super: 'android/widget/ImageView',
  defaultStyle: 'quickContactBadgeStyleWindowMedium',
  labels: 'container',
  methods: {
    'assignContactUri(Landroid/net/Uri;)V': ignored,
    'assignContactFromEmail(Ljava/lang/String;Z)V': ignored,
    'assignContactFromPhone(Ljava/lang/String;Z)V': ignored,
    'setImageToDefault()V': function* (vm, self: JavaObject) {
      const id = systemId(vm, 'drawable', 'ic_contact_picture');
      if (id !== 0) yield* vm.call(self, 'setImageResource(I)V', id);
    },
    'setOverlay(Landroid/graphics/drawable/Drawable;)V': ignored,
    'setMode(I)V': ignored,
    'setExcludeMimes([Ljava/lang/String;)V': ignored,
    'setPrioritizedMimeType(Ljava/lang/String;)V': ignored,
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.QuickContactBadge',
  },
});

/** A dialog's title: it shrinks before it is cut, which a phone's width never asks for. */
export const dialogTitle = viewClass({
  name: 'com/android/internal/widget/DialogTitle',
  super: 'android/widget/TextView',
  labels: 'container',
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TextView' },
});
