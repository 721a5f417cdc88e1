import type { SourceState } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { visibleText } from '../visible-text.ts';

/** Whether a document is the rule today, and until when or since when. */
export function Validity({ state, strings }: { state: SourceState; strings: Strings }) {
  return (
    <p class="validity">
      <span class="visually-hidden">{strings.validity} </span>
      <span class={`state ${state.kind}`}>{strings[NAMES[state.kind]]}</span> {daysOf(state, strings)}
    </p>
  );
}

const NAMES = { 'in-force': 'inForce', 'not-yet': 'notYet', expired: 'expired' } as const;

function daysOf(state: SourceState, strings: Strings): string {
  if (state.kind === 'not-yet') return fill(strings.from, dayIn(strings.locale, state.from));
  const { until } = state;
  if (until === undefined && state.kind === 'in-force') {
    return state.from === undefined ? '' : fill(strings.from, dayIn(strings.locale, state.from));
  }
  const successor = state.kind === 'expired' ? state.successor?.replace(/^《(.*)》$/, '$1') : undefined;
  const parts = [
    until !== undefined && fill(strings.until, dayIn(strings.locale, until)),
    successor !== undefined && fill(strings.replacedBy, visibleText(successor)),
  ];
  return parts.filter(Boolean).join(' · ');
}

function dayIn(locale: string, day: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
