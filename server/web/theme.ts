import type { ThemeConfig } from 'antd';

/** Latin and Chinese fonts of the system first; the one that ships only fills what they lack. */
export const FONT_STACK =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", ' +
  '"Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const MONO_STACK =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans SC", monospace';

export const ACCENT = '#1d4f91';

/** Ant Design's tokens. One accent; everything else is grey until it means something. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: ACCENT,
    colorInfo: ACCENT,
    colorLink: ACCENT,
    colorError: '#b42318',
    colorWarning: '#b54708',
    colorSuccess: '#067647',
    // The tints that would be derived from such dark colours come out muddy; these are chosen.
    colorPrimaryBg: '#eef4fb',
    colorInfoBg: '#eef4fb',
    colorInfoBorder: '#c9dbf0',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#f3c6c2',
    colorWarningBg: '#fdf1e3',
    colorWarningBorder: '#f0d3ae',
    colorSuccessBg: '#e6f4ed',
    colorSuccessBorder: '#b5dcc8',
    colorBgLayout: '#f5f6f8',
    colorText: '#1b2430',
    colorTextSecondary: '#556070',
    colorTextTertiary: '#667080',
    colorTextPlaceholder: '#727b89',
    borderRadius: 8,
    fontFamily: FONT_STACK,
    fontFamilyCode: MONO_STACK,
    fontSize: 14,
  },
  components: {
    Table: { headerBg: '#f8f9fb', cellPaddingBlockMD: 10 },
    Card: { bodyPadding: 20 },
    Tabs: { horizontalItemGutter: 24 },
  },
};
