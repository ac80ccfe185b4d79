import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { useSpeech } from '../i18n/language.tsx';
import { useNarrow } from '../parts/use-narrow.ts';
import { FONT_STACK } from '../theme.ts';
import { Chart } from './chart.tsx';
import { useNames, useReport } from './context.ts';
import { toHeatMap } from './heat-map.ts';
import { countVerdicts, SEVERITY_ORDER, toGroups, VERDICT_ORDER } from './model.ts';
import { SEVERITY_COLORS, VERDICT_COLORS } from './palette.ts';

const TEXT_STYLE = { fontFamily: FONT_STACK, color: '#1b2430' };
const QUIET = '#556070';
const TOOLTIP = {
  renderMode: 'richText',
  confine: true,
  textStyle: { fontFamily: FONT_STACK, fontSize: 12 },
};

/** A title that fits the axis; the whole of it is in the tooltip and in the list of findings. */
function shorten(text: string, chars: number): string {
  return text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
}

/** Verdicts of each document, stacked from bad to good. */
export function DocumentChart() {
  const { t, pick } = useSpeech();
  const { findings } = useReport();
  const narrow = useNarrow();
  const groups = useMemo(() => toGroups(findings), [findings]);
  const option = useMemo<EChartsCoreOption>(() => {
    const rows = [...groups].reverse();
    const counts = rows.map((group) => countVerdicts(group.findings));
    return {
      textStyle: TEXT_STYLE,
      animation: false,
      tooltip: { ...TOOLTIP, trigger: 'axis', axisPointer: { type: 'shadow' } },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: QUIET } },
      grid: { left: 8, right: 16, top: narrow ? 60 : 32, bottom: 4, containLabel: true },
      xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e6e9ee' } } },
      yAxis: {
        type: 'category',
        data: rows.map((group) => pick(group.title)),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: '#1b2430', formatter: (text: string) => shorten(text, narrow ? 12 : 26) },
      },
      series: VERDICT_ORDER.map((kind) => ({
        type: 'bar',
        stack: 'all',
        name: t(`verdict.${kind}`),
        color: VERDICT_COLORS[kind],
        barMaxWidth: 18,
        data: counts.map((count) => count[kind]),
      })),
    };
  }, [groups, narrow, pick, t]);
  const worst = groups
    .slice(0, 3)
    .map(
      (group) => `${pick(group.title)}: ${countVerdicts(group.findings).violation} ${t('verdict.violation')}`,
    )
    .join('; ');
  return (
    <Chart
      option={option}
      heightPx={90 + groups.length * 30}
      summary={`${t('chart.byDocument')}. ${worst}`}
    />
  );
}

/** Violations and suspicions of each severity. */
export function SeverityChart() {
  const { t } = useSpeech();
  const { findings } = useReport();
  const counts = useMemo(
    () =>
      [...SEVERITY_ORDER].reverse().map((severity) => ({
        severity,
        ...countVerdicts(findings.filter(({ verdict }) => verdict.severity === severity)),
      })),
    [findings],
  );
  const option = useMemo<EChartsCoreOption>(
    () => ({
      textStyle: TEXT_STYLE,
      animation: false,
      tooltip: { ...TOOLTIP, trigger: 'axis', axisPointer: { type: 'shadow' } },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: QUIET } },
      grid: { left: 8, right: 40, top: 36, bottom: 4, containLabel: true },
      xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e6e9ee' } } },
      yAxis: {
        type: 'category',
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: '#1b2430' },
        data: counts.map(({ severity }) => t(`severity.${severity}`)),
      },
      series: (['violation', 'suspected'] as const).map((kind) => ({
        type: 'bar',
        name: t(`verdict.${kind}`),
        color: VERDICT_COLORS[kind],
        barMaxWidth: 16,
        label: {
          show: true,
          position: 'right',
          color: QUIET,
          formatter: ({ value }: { value: number }) => (value > 0 ? String(value) : ''),
        },
        data: counts.map((count) => ({
          value: count[kind],
          itemStyle:
            kind === 'violation'
              ? { color: SEVERITY_COLORS[count.severity] }
              : { opacity: 0.55, color: SEVERITY_COLORS[count.severity] },
        })),
      })),
    }),
    [counts, t],
  );
  const summary = counts
    .map(
      (count) =>
        `${t(`severity.${count.severity}`)}: ${count.violation} ${t('verdict.violation')}, ${count.suspected} ${t('verdict.suspected')}`,
    )
    .join('; ');
  return <Chart option={option} heightPx={210} summary={`${t('chart.bySeverity')}. ${summary}`} />;
}

/** Call sites by kind of personal information and by who makes them. */
export function CallsHeatMap() {
  const { t, pick } = useSpeech();
  const { report } = useReport();
  const { callerName } = useNames();
  const narrow = useNarrow();
  const map = useMemo(() => toHeatMap(report.piCalls, narrow ? 4 : 10), [report.piCalls, narrow]);
  const callers = map.callers.map((caller) =>
    caller === undefined ? t('chart.others') : callerName(caller),
  );
  const kinds = map.kinds.map((kind) => pick(kind.name));
  const option: EChartsCoreOption = {
    textStyle: TEXT_STYLE,
    animation: false,
    tooltip: {
      ...TOOLTIP,
      formatter: ({ value }: { value: readonly [number, number, number, number] }) =>
        `${kinds[value[1]] ?? ''} × ${callers[value[0]] ?? ''}: ${value[3]}`,
    },
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: callers,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        color: '#1b2430',
        rotate: 35,
        interval: 0,
        formatter: (text: string) => shorten(text, narrow ? 10 : 18),
      },
    },
    yAxis: {
      type: 'category',
      data: kinds,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        color: '#1b2430',
        interval: 0,
        formatter: (text: string) => shorten(text, narrow ? 8 : 22),
      },
    },
    // One hue, light to dark, on a logarithmic scale: one app may call an API ten thousand times.
    visualMap: {
      show: false,
      dimension: 2,
      min: 0,
      max: Math.max(1, map.maxLog),
      inRange: { color: ['#e3ecf7', '#9dbfe4', '#4a83c4', '#1d4f91', '#0f2f5c'] },
    },
    series: [
      {
        type: 'heatmap',
        itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: '#1b2430' } },
        data: map.cells.map((cell) => ({
          value: [cell.column, cell.row, cell.log, cell.callSites],
          label: {
            show: true,
            formatter: String(cell.callSites),
            color: cell.log > map.maxLog * 0.45 ? '#fff' : '#1b2430',
          },
        })),
      },
    ],
  };
  return (
    <Chart
      option={option}
      heightPx={110 + map.kinds.length * 28}
      summary={t('chart.callsSummary', { kinds: kinds.length, callers: callers.length })}
    />
  );
}
