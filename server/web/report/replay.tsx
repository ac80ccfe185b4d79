import {
  CaretRightOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { Button, Slider } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Report } from '../../../reports/model/report.ts';
import { renderOffset } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useReport } from './context.ts';
import { EventLine } from './event-line.tsx';
import { frameAt, toFrames } from './replay-frames.ts';
import { Screenshot } from './screenshot.tsx';

const frameMs = 1200;

/** Plays a scenario back: time line above, screen left, events right. `startMs` is the moment to begin with. */
export function Replay({
  run,
  startMs,
}: {
  readonly run: Report['scenarios'][number];
  readonly startMs: number | undefined;
}) {
  const { t, pick } = useSpeech();
  const { report } = useReport();
  const frames = useMemo(() => toFrames(report, run), [report, run]);
  const [index, setIndex] = useState(() => (startMs === undefined ? 0 : frameAt(frames, startMs)));
  const [isPlaying, setPlaying] = useState(false);
  const last = frames.length - 1;
  useEffect(() => {
    if (startMs !== undefined) setIndex(frameAt(frames, startMs));
  }, [frames, startMs]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => setIndex((value) => Math.min(value + 1, last)), frameMs);
    return () => clearInterval(timer);
  }, [isPlaying, last]);
  useEffect(() => {
    if (index >= last) setPlaying(false);
  }, [index, last]);

  const frame = frames[Math.min(index, last)];
  if (frame === undefined) return <EmptyState text={t('run.nothing')} />;
  const show = (next: number) => {
    setPlaying(false);
    setIndex(Math.max(0, Math.min(next, last)));
  };
  return (
    <div className="replay" data-test="replay">
      <div className="replay-bar">
        <Button
          aria-label={t('replay.back')}
          icon={<StepBackwardOutlined />}
          disabled={index === 0}
          onClick={() => show(index - 1)}
        />
        <Button
          type="primary"
          data-test="play"
          aria-label={isPlaying ? t('replay.pause') : t('replay.play')}
          icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={() => {
            if (index >= last) setIndex(0);
            setPlaying((value) => !value);
          }}
        />
        <Button
          aria-label={t('replay.forward')}
          icon={<StepForwardOutlined />}
          disabled={index >= last}
          onClick={() => show(index + 1)}
        />
        <div className="replay-scrub">
          <div className="replay-phases" aria-hidden="true">
            {frames.map(({ phase, events }, at) => (
              <span
                key={at}
                className={`replay-cell phase-${phase}${at === index ? ' is-current' : ''}${events.some(({ kind }) => kind === 'read') ? ' has-reads' : ''}`}
              />
            ))}
          </div>
          <Slider
            min={0}
            max={last}
            value={index}
            onChange={show}
            ariaLabelForHandle={t('replay.moment')}
            tooltip={{ formatter: (value) => renderOffset(frames[value ?? 0]?.atMs ?? 0) }}
          />
        </div>
        <span className="quiet nowrap">
          {index + 1} / {frames.length}
        </span>
      </div>
      <div className="replay-columns">
        <Screenshot
          key={frame.screenshotId}
          id={frame.screenshotId}
          caption={pick(frame.caption)}
          bounds={frame.region}
        />
        <div>
          <p className="row-head">
            <span className={`phase phase-${frame.phase}`}>{t(`phase.${frame.phase}`)}</span>
            <time className="quiet">{renderOffset(frame.atMs)}</time>
          </p>
          <h4 className="wrap" data-test="replay-caption">
            {pick(frame.caption)}
          </h4>
          {frame.events.length === 0 ? (
            <p className="quiet">{t('replay.quiet')}</p>
          ) : (
            <ol className="timeline">
              {frame.events.map((event, at) => (
                <li key={at} className={`event event-${event.kind}`}>
                  <time>{renderOffset(event.atMs)}</time>
                  <div className="event-body">
                    <EventLine event={event} />
                  </div>
                </li>
              ))}
            </ol>
          )}
        </div>
      </div>
    </div>
  );
}
