import { format } from 'prettier';
import type { ActivityOutcome, ActivityResult } from './activity-result.ts';
import { looksAlike } from './picture-signature.ts';

const apk = 'node_modules/android-apidemos/apks/ApiDemos-debug.apk';
const reviewedFile = 'test/golden/emulator/apidemos-pictures.tsv';
const outcomes: readonly ActivityOutcome[] = ['blank', 'left', 'crashed', 'stopped', 'hung'];

/** Why these do not show content; the same on a phone unless it says otherwise. */
const reasons: Readonly<Record<string, string>> = {
  'animation.BouncingBalls': 'an empty field in a changing colour, until it is touched; as on a phone',
  'app.AlarmService': 'PendingIntent without FLAG_IMMUTABLE, which Android 12 refuses; as on a phone',
  'app.FragmentLayout$DetailsActivity': 'expects extras; as on a phone',
  'app.NotificationDisplay': 'shows the image that a notification hands it; as on a phone',
  'app.RedirectMain': 'goes on to another activity; as on a phone',
  'appwidget.ExampleAppWidgetConfigure': 'ends without the id of a widget; as on a phone',
  'graphics.BitmapPixels': 'Bitmap.copyPixelsFromBuffer is not modelled',
  'graphics.CameraPreview': 'there is no camera picture',
  'graphics.TouchPaint': 'an empty sheet until it is touched; as on a phone',
  'graphics.WindowSurface': 'what is drawn on the surface of a whole window is not shown',
  'graphics.Vertices': 'Canvas.drawVertices is not modelled',
  'media.MediaPlayerDemo_Audio': 'expects extras; as on a phone',
  'media.MediaPlayerDemo_Video': 'expects extras; as on a phone',
  'nfc.ForegroundDispatch': 'PendingIntent without FLAG_IMMUTABLE, which Android 12 refuses; as on a phone',
  'os.SmsReceivedDialog': 'expects a message in its extras; as on a phone',
  'view.SearchViewAlwaysVisible': 'shows its bar only; as on a phone',
  'view.SeekBar1': 'shows a bar of one colour; as on a phone',
};
const openGl = 'OpenGL is not drawn';

/** docs/apidemos.md: how many activities open, show texts and look as they did when somebody looked; what the others do. */
export async function renderPage(
  results: readonly ActivityResult[],
  reviewed: ReadonlyMap<string, string>,
): Promise<string> {
  const of = (outcome: ActivityOutcome) => results.filter((result) => result.outcome === outcome);
  const opened = of('opened');
  const alike = results.filter(({ activity, signature }) => {
    const known = reviewed.get(activity);
    return known !== undefined && looksAlike(known, signature);
  });
  const shortName = ({ activity }: ActivityResult) => activity.replace('io.appium.android.apis.', '');
  const withGap = new Map<string, number>();
  for (const { gaps } of results)
    for (const key of new Set(gaps.map(({ kind, what }) => `${kind} ${what}`)))
      if (!key.includes('.9.png)')) withGap.set(key, (withGap.get(key) ?? 0) + 1);
  const gaps = [...withGap].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 30);
  const text = [
    '# ApiDemos on the embedded emulator',
    '',
    `ApiDemos 5.0 (npm \`android-apidemos\`) has ${results.length} activities. Each was started on a fresh device with every`,
    'permission granted, for two seconds of its clock. Made by',
    '',
    `    npm run emulator:activities -- ${apk} --out DIR --reviewed ${reviewedFile} --page docs/apidemos.md`,
    '',
    '| | activities |',
    '| --- | --- |',
    `| started | ${results.length} |`,
    `| open: show texts or draw something of their own | ${opened.length} |`,
    `| show their texts or descriptions | ${opened.filter(({ texts }) => texts.length > 0).length} |`,
    `| match a reviewed screenshot | ${alike.length} |`,
    ...outcomes.map((outcome) => `| ${outcome} | ${of(outcome).length} |`),
    '',
    '`left` means that the activity ended or handed over by itself, as it does on a phone. `blank` counts screens of one colour',
    'below the bar.',
    '',
    `Reviewed screenshots are kept as signatures of 12 x 26 levels of grey (\`${reviewedFile}\`): somebody looked at the picture on`,
    'a contact sheet at that time and found nothing clipped, misplaced or missing. A picture matches when no more than 8 of',
    'its 312 cells differ by more than two of 16 levels. A test opens every activity; another compares some pictures.',
    '',
    '## Known to look other than on a phone',
    '',
    '- OpenGL, camera and video surfaces are black or empty, with a gap.',
    '- Pictures of Holo and older styles (202 files) are not shipped and drawn as nothing: Controls4, Controls6, galleries.',
    '- `view.CustomPicker1`, `text.Unicode`: boxes for scripts the fonts of the device lack.',
    '- `preference.PreferenceWithHeaders`, `app.QuickContactsDemo`, `view.List3`: rows without names.',
    '- `view.ContentBrowserActivity`, `view.VideoPlayerActivity`: the title lies under the bar. `content.ClipboardSample`,',
    '  `app.FragmentDialogOrActivity`: dark text on dark backgrounds. `view.DateWidgets2`: AM and PM stand close to the edge.',
    '- Canvas samples draw small in the upper left: these samples count in pixels.',
    '- `view.Grid1`, `view.Grid3`: one icon, as few apps are visible to this app.',
    '',
    '## Those that do not show content',
    '',
    '| activity | outcome | why |',
    '| --- | --- | --- |',
    ...results
      .filter(({ outcome }) => outcome !== 'opened')
      .map((result) => {
        const name = shortName(result);
        const why = reasons[name] ?? (result.outcome === 'blank' ? openGl : result.error.slice(0, 120));
        return `| \`${name}\` | ${result.outcome} | ${why} |`;
      }),
    '',
    '## Gaps, by the number of activities that met them',
    '',
    '| activities | gap |',
    '| --- | --- |',
    ...gaps.map(([gap, count]) => `| ${count} | \`${gap.slice(0, 150)}\` |`),
    '',
  ].join('\n');
  return format(text, { parser: 'markdown', printWidth: 110 });
}
