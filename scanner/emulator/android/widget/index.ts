import { button } from './button.ts';
import { checkedTextView } from './checked-text-view.ts';
import { checkBox, checkable, compoundButton, radioButton, toggleButton } from './compound-button.ts';
import { editText } from './edit-text.ts';
import { frameLayout, frameLayoutParams } from './frame-layout.ts';
import { imageButton, imageScaleType, imageView } from './image-view.ts';
import { linearLayout, linearLayoutParams } from './linear-layout.ts';
import { popupDecorView, popupWindow } from './popup-window.ts';
import { absSeekBar, progressBar, seekBar } from './progress-bar.ts';
import { radioGroup, radioGroupParams } from './radio-group.ts';
import { classes as lists } from './list/index.ts';
import { horizontalScrollView, scrollView } from './scroll-view.ts';
import { space } from './space.ts';
import { absSpinner, spinner, spinnerListener, spinnerRows } from './spinner.ts';
import { switchWidget } from './switch.ts';
import { relativeLayout, relativeLayoutParams } from './relative-layout.ts';
import { toast } from './toast.ts';
import { tableLayout, tableLayoutParams, tableRow, tableRowParams } from './table-layout.ts';
import { imageSwitcher, textSwitcher, viewAnimator, viewFlipper, viewSwitcher } from './view-animator.ts';
import { textBufferType, textView } from './text-view.ts';

/** android.widget */
export const classes = [
  absSeekBar,
  button,
  checkBox,
  checkable,
  checkedTextView,
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
  ...lists,
  popupDecorView,
  popupWindow,
  progressBar,
  radioButton,
  radioGroup,
  radioGroupParams,
  relativeLayout,
  relativeLayoutParams,
  scrollView,
  seekBar,
  absSpinner,
  spinner,
  spinnerListener,
  spinnerRows,
  space,
  switchWidget,
  textBufferType,
  tableLayout,
  tableLayoutParams,
  tableRow,
  tableRowParams,
  imageSwitcher,
  textSwitcher,
  viewAnimator,
  viewFlipper,
  viewSwitcher,
  textView,
  toast,
  toggleButton,
];
