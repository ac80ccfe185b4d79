import type { ConsentDialogFacts, ElementFacts, PopupFacts } from '../../scanner/evidence/index.ts';
import { renderPhaseBadge } from './badge.ts';
import { CONSENT_PROBLEM_TEXTS, findCodeText, POPUP_REASON_TEXTS } from './codes.ts';
import type { Context } from './context.ts';
import { renderSeconds, renderShare } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderShot } from './picture.ts';
import { renderSection } from './section.ts';

/** The dialogs that ask for consent, with what is wrong with them. */
export function renderConsentDialogs(context: Context): Html {
  const { consentDialogs } = context.report;
  if (consentDialogs.length === 0) return html``;
  const body = html`${consentDialogs.map((dialog) => renderConsent(context, dialog))}`;
  return renderSection(context, 'consent', context.words('consent'), body);
}

function renderConsent(context: Context, dialog: ConsentDialogFacts): Html {
  const { words } = context;
  const problems = dialog.problems.map((problem) => {
    const text = context.pick(findCodeText(CONSENT_PROBLEM_TEXTS, problem));
    return html`<li>${text}${text !== problem && html` <code class="quiet">${problem}</code>`}</li>`;
  });
  const shots = dialog.screenshotIds.slice(0, 4);
  return html`<article class="dialog">
    <h3>
      ${words('scenario', { id: dialog.scenarioId })}：${words(dialog.found ? 'consentFound' : 'consentMissing')}
      ${
        dialog.atMs !== undefined &&
        html`<span class="quiet">${words('shotAt', { seconds: renderSeconds(dialog.atMs) })}</span>`
      }
    </h3>
    <div class="dialog-body">
      <dl class="facts">
        ${renderElement(words('agreeButton'), dialog.agree)}
        ${renderElement(words('refuseButton'), dialog.refuse)}
        ${
          dialog.policyLinks.length > 0 &&
          html`<div>
            <dt>${words('policyLinks')}</dt>
            <dd>${dialog.policyLinks.map((link) => link.text).join(' / ')}</dd>
          </div>`
        }
        ${
          problems.length > 0 &&
          html`<div>
            <dt>${words('problems')}</dt>
            <dd>
              <ul>
                ${problems}
              </ul>
            </dd>
          </div>`
        }
      </dl>
      ${
        shots.length > 0 &&
        html`<div class="shots">
          ${shots.map((id, index) =>
            renderShot(
              context,
              id,
              words('consent'),
              index === 0 ? (dialog.refuse?.boundsPx ?? dialog.agree?.boundsPx) : undefined,
            ),
          )}
        </div>`
      }
    </div>
  </article>`;
}

function renderElement(name: string, element: ElementFacts | undefined): Html {
  if (element === undefined)
    return html`<div>
      <dt>${name}</dt>
      <dd>—</dd>
    </div>`;
  return html`<div>
    <dt>${name}</dt>
    <dd>${element.text || element.description || element.role}</dd>
  </div>`;
}

/** Windows that took the screen, and each try to close them, before and after. */
export function renderPopups(context: Context): Html {
  const { popups } = context.report;
  if (popups.length === 0) return html``;
  return renderSection(
    context,
    'popups',
    context.words('popups'),
    html`${popups.map((popup) => renderPopup(context, popup))}`,
  );
}

function renderPopup(context: Context, popup: PopupFacts): Html {
  const { words } = context;
  const { closeMark } = popup;
  const shown = popup.attempts.slice(0, context.limits.popupAttempts);
  const reasons = popup.reasons.map((reason) => context.pick(POPUP_REASON_TEXTS[reason]));
  return html`<article class="dialog">
    <h3>
      ${popup.window.title || popup.popupId}
      <span class="badge ${popup.closable ? 'verdict-compliant' : 'verdict-violation'}"
        >${words(popup.closable ? 'closable' : 'notClosable')}</span
      >
      ${renderPhaseBadge(context, popup.phase)}
    </h3>
    <p class="quiet">
      ${words('scenario', { id: popup.scenarioId })} ·
      ${words('shotAt', { seconds: renderSeconds(popup.atMs) })} · ${context.callerName(popup.owner)} ·
      ${words('coversShare', { share: renderShare(popup.window.coversShare) })}
    </p>
    <dl class="facts">
      ${
        reasons.length > 0 &&
        html`<div>
          <dt>${words('problems')}</dt>
          <dd>${reasons.join('；')}</dd>
        </div>`
      }
      <div>
        <dt>${words('closeMark')}</dt>
        <dd>
          ${
            closeMark === undefined
              ? words('noCloseMark')
              : `${closeMark.text || closeMark.description} ${words('hotZone', {
                  width: Math.round(closeMark.hotZoneDp.width),
                  height: Math.round(closeMark.hotZoneDp.height),
                  ms: closeMark.visibleSinceMs,
                })}`
          }
        </dd>
      </div>
    </dl>
    ${shown.map(
      (attempt) =>
        html`<div class="attempt">
          <p>
            <b>${words('attempt')}</b> ${context.pick(attempt.action)} → ${context.pick(attempt.effect)}
            <span class="badge ${attempt.closed ? 'verdict-compliant' : 'verdict-violation'}"
              >${words(attempt.closed ? 'closed' : 'stillThere')}</span
            >
          </p>
          <div class="shots">
            ${renderShot(context, attempt.beforeId, words('before'), closeMark?.boundsPx)}
            ${renderShot(context, attempt.afterId, words('after'))}
          </div>
        </div>`,
    )}
    ${
      popup.attempts.length > shown.length &&
      html`<p class="more">${words('moreAttempts', { n: popup.attempts.length - shown.length })}</p>`
    }
  </article>`;
}
