import {
  headerAdapter,
  preferenceActivity,
  preferenceFragment,
  preferenceHeader,
} from './preference-activity.ts';
import {
  preferenceCategory,
  preferenceGroup,
  preferenceGroupAdapter,
  preferenceScreen,
} from './preference-group.ts';
import {
  checkBoxPreference,
  choiceListener,
  dialogPreference,
  editTextPreference,
  listPreference,
  switchPreference,
  twoStatePreference,
} from './preference-kinds.ts';
import { preferenceManager } from './preference-manager.ts';
import { preferenceImageView } from './preference-image-view.ts';
import { preference } from './preference.ts';

/** android.preference */
export const classes = [
  checkBoxPreference,
  choiceListener,
  dialogPreference,
  editTextPreference,
  headerAdapter,
  listPreference,
  preference,
  preferenceActivity,
  preferenceCategory,
  preferenceFragment,
  preferenceGroup,
  preferenceGroupAdapter,
  preferenceHeader,
  preferenceImageView,
  preferenceManager,
  preferenceScreen,
  switchPreference,
  twoStatePreference,
];
