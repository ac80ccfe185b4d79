import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { useNarrow } from '../parts/use-narrow.ts';
import { Chart } from '../report/chart.tsx';
import { FONT_STACK } from '../theme.ts';

export type CountBar = { readonly name: string; readonly values: readonly number[] };

/** Horizontal bars, the first on top, one colour a series. */
export function CountChart({
  bars,
  series,
  summary,
}: {
  readonly bars: readonly CountBar[];
  readonly series: readonly { readonly name: string; readonly color: string }[];
  readonly summary: string;
}) {
  const narrow = useNarrow();
  const option = useMemo<EChartsCoreOption>(() => {
    const rows = [...bars].reverse();
    const longest = narrow ? 12 : 24;
    return {
      textStyle: { fontFamily: FONT_STACK, color: '#1b2430' },
      animation: false,
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, axisPointer: { type: 'shadow' } },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: '#556070' } },
      grid: { left: 8, right: 24, top: 32, bottom: 4, containLabel: true },
      xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e6e9ee' } } },
      yAxis: {
        type: 'category',
        data: rows.map(({ name }) => name),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: {
          color: '#1b2430',
          formatter: (text: string) => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`),
        },
      },
      series: series.map(({ name, color }, index) => ({
        type: 'bar',
        name,
        color,
        barMaxWidth: 14,
        data: rows.map(({ values }) => values[index] ?? 0),
      })),
    };
  }, [bars, series, narrow]);
  return <Chart option={option} heightPx={70 + bars.length * 34} summary={summary} />;
}
