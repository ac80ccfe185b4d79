import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Chart } from '../report/chart.tsx';
import { FONT_STACK } from '../theme.ts';

export type TrendPoint = {
  readonly at: string;
  /** 0..100: the line. */
  readonly share: number;
  /** The bar. */
  readonly count: number;
  /** What the point is of, e.g. a version. */
  readonly name?: string;
};

/**
 * A share of a hundred as a line and a count as bars, over time; marks and violations where nothing else is said. Each
 * point stands at its scan, not at a scale of days.
 */
export function TrendChart({
  points,
  names,
}: {
  /** The newest first. */
  readonly points: readonly TrendPoint[];
  readonly names?: { readonly line: string; readonly bars: string };
}) {
  const { t, language } = useSpeech();
  const lineName = names?.line ?? t('trend.mark');
  const barName = names?.bars ?? t('trend.violations');
  const option = useMemo<EChartsCoreOption>(() => {
    const rows = [...points].sort((a, b) => (a.at < b.at ? -1 : 1));
    return {
      textStyle: { fontFamily: FONT_STACK, color: '#1b2430' },
      animation: false,
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: '#556070' } },
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: rows.map(
          ({ at, name }) => `${renderTime(at, language)}${name === undefined ? '' : ` ${name}`}`,
        ),
        axisTick: { show: false },
        axisLabel: { color: '#556070', formatter: (text: string) => text.slice(0, 10), hideOverlap: true },
      },
      yAxis: [
        { type: 'value', min: 0, max: 100, splitLine: { lineStyle: { color: '#e6e9ee' } } },
        { type: 'value', minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          type: 'bar',
          name: barName,
          yAxisIndex: 1,
          color: '#e3b5b0',
          barMaxWidth: 22,
          data: rows.map(({ count }) => count),
        },
        {
          type: 'line',
          name: lineName,
          color: '#1d4f91',
          symbolSize: 8,
          data: rows.map(({ share }) => Math.round(share * 10) / 10),
        },
      ],
    };
  }, [points, language, lineName, barName]);
  const last = points[0];
  return (
    <Chart
      option={option}
      heightPx={240}
      summary={`${t('trend.title')}. ${last === undefined ? '' : `${lineName} ${Math.round(last.share)}, ${barName} ${last.count}`}`}
    />
  );
}
