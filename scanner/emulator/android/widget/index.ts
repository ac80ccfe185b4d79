import { button } from './button.ts';
import { checkBox, checkable, compoundButton, radioButton, toggleButton } from './compound-button.ts';
import { editText } from './edit-text.ts';
import { frameLayout, frameLayoutParams } from './frame-layout.ts';
import { imageButton, imageScaleType, imageView } from './image-view.ts';
import { linearLayout, linearLayoutParams } from './linear-layout.ts';
import { radioGroup, radioGroupParams } from './radio-group.ts';
import { horizontalScrollView, scrollView } from './scroll-view.ts';
import { space } from './space.ts';
import { switchWidget } from './switch.ts';
import { textBufferType, textView } from './text-view.ts';

/** android.widget */
export const classes = [
  button,
  checkBox,
  checkable,
  compoundButton,
  editText,
  frameLayout,
  frameLayoutParams,
  horizontalScrollView,
  imageButton,
  imageScaleType,
  imageView,
  linearLayout,
  linearLayoutParams,
  radioButton,
  radioGroup,
  radioGroupParams,
  scrollView,
  space,
  switchWidget,
  textBufferType,
  textView,
  toggleButton,
];
