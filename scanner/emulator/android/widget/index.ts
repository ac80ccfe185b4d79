import {
  autoCompleteTextView,
  commaTokenizer,
  dropDownListener,
  multiAutoCompleteTextView,
} from './auto-complete.ts';
import { button } from './button.ts';
import { checkedTextView } from './checked-text-view.ts';
import { analogClock, chronometer, textClock } from './clocks.ts';
import { checkBox, checkable, compoundButton, radioButton, toggleButton } from './compound-button.ts';
import { editText } from './edit-text.ts';
import { frameLayout, frameLayoutParams } from './frame-layout.ts';
import { gallery, galleryParams } from './gallery.ts';
import { gridAlignment, gridLayout, gridParams, gridSpec } from './grid-layout.ts';
import { imageButton, imageScaleType, imageView } from './image-view.ts';
import { linearLayout, linearLayoutParams } from './linear-layout.ts';
import { pickerClasses } from './picker/index.ts';
import { popupDecorView, popupWindow } from './popup-window.ts';
import { absSeekBar, progressBar, seekBar } from './progress-bar.ts';
import { radioGroup, radioGroupParams } from './radio-group.ts';
import { classes as lists } from './list/index.ts';
import { horizontalScrollView, scrollView } from './scroll-view.ts';
import { scrollerClasses } from './scroller.ts';
import { space } from './space.ts';
import { absSpinner, spinner, spinnerListener, spinnerRows } from './spinner.ts';
import { switchWidget } from './switch.ts';
import { ratingBar } from './rating-bar.ts';
import { searchAutoComplete, searchView, shareActionProvider } from './search-view.ts';
import { dialogTitle, quickContactBadge, twoLineListItem } from './small-widgets.ts';
import { relativeLayout, relativeLayoutParams } from './relative-layout.ts';
import { tabClickListener, tabHost, tabSpec, tabWidget } from './tab-host.ts';
import { toast } from './toast.ts';
import { actionBarParams, collapseListener, toolbar, toolbarParams } from './toolbar.ts';
import { tableLayout, tableLayoutParams, tableRow, tableRowParams } from './table-layout.ts';
import { imageSwitcher, textSwitcher, viewAnimator, viewFlipper, viewSwitcher } from './view-animator.ts';
import { textBufferType, textView } from './text-view.ts';

/** android.widget */
export const classes = [
  actionBarParams,
  collapseListener,
  toolbar,
  toolbarParams,
  absSeekBar,
  ...scrollerClasses,
  analogClock,
  chronometer,
  dialogTitle,
  gallery,
  galleryParams,
  quickContactBadge,
  ratingBar,
  searchAutoComplete,
  searchView,
  shareActionProvider,
  textClock,
  twoLineListItem,
  autoCompleteTextView,
  commaTokenizer,
  dropDownListener,
  multiAutoCompleteTextView,
  button,
  checkBox,
  checkable,
  checkedTextView,
  compoundButton,
  editText,
  frameLayout,
  frameLayoutParams,
  gridAlignment,
  gridLayout,
  gridParams,
  gridSpec,
  horizontalScrollView,
  imageButton,
  imageScaleType,
  imageView,
  linearLayout,
  linearLayoutParams,
  ...lists,
  ...pickerClasses,
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
  tabClickListener,
  tabHost,
  tabSpec,
  tabWidget,
  imageSwitcher,
  textSwitcher,
  viewAnimator,
  viewFlipper,
  viewSwitcher,
  textView,
  toast,
  toggleButton,
];
