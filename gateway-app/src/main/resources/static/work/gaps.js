/* Missing readings of a session, what was put in their place, and outages of the grid. */
import { card, element, facts, folded, hint, show, table, title } from '../lib/dom.js';
import { api, call, get } from '../lib/rest.js';
import { count, end, kwh, span, zone } from '../lib/figures.js';
import { field, filled, form } from '../lib/form.js';
import { named, text } from '../lib/texts.js';
import { sessionAndParticipant } from '../mine/pick.js';

/* Which ends of periods that are over a meter has no register of. */
function missing(participants, readings, session) {
  const there = new Set(readings.map((each) => `${each.meterId} ${each.period}`));
  const over = session.tariffs.filter((tariff) => session.phase !== 'DELIVERY' || end(tariff.startUtc, session.periodMinutes) <= new Date().toISOString());
  return participants.flatMap(({ participantId, meterIds }) => meterIds.map((meterId) => ({
    participantId, meterId, periods: over.filter((tariff) => !there.has(`${meterId} ${tariff.period}`)) }))).filter((each) => each.periods.length);
}

function replaced(readings, session) {
  return table(text('gaps.replaced'), [[text('market.participant'), (each) => each.participantId], [text('desk.meter'), (each) => each.meterId],
    [text('session.period'), (each) => (each.period < 0 ? text('gaps.start') : span(session.tariffs[each.period].startUtc, session.periodMinutes))],
    [text('meter.import'), (each) => kwh(each.importRegisterWh), 'number'], [text('meter.export'), (each) => kwh(each.exportRegisterWh), 'number'],
    [text('meter.quality'), (each) => named('quality.', each.quality)]], readings.filter((each) => each.quality !== 'MEASURED'), { empty: text('session.none') });
}

function substitute(session, again) {
  return form(text('gaps.substitute'), async (typed) => {
    const { meterId, ...figures } = filled(typed);
    const reading = { meterId, ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Number(value)])) };
    const verdict = await call('POST', api('sessions', session.sessionId, 'substitutes'), { readings: [reading] });
    await again();
    return verdict.refused.length ? `${verdict.refused[0].code}: ${verdict.refused[0].detail}` : text('gaps.taken', { statements: verdict.statements });
  }, field('meterId', text('desk.meter'), { required: '', autocomplete: 'off' }), field('period', text('gaps.period'), { type: 'number', min: '-1', required: '' }),
  field('importRegisterWh', text('meter.importWh'), { inputmode: 'numeric', required: '' }), field('exportRegisterWh', text('meter.exportWh'), { inputmode: 'numeric', required: '' }),
  field('revision', text('gaps.revision'), { type: 'number', min: '1', value: '1', required: '' }));
}

function outage(session) {
  return form(text('gaps.outage'), async (typed) => {
    const { outageId, first, last, participantIds, reason } = filled(typed);
    const periods = Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
    await call('POST', api('sessions', session.sessionId, 'outages'), { outageId, periods, reason, ...(participantIds ? { participantIds: participantIds.split(/[\s,]+/).sort() } : {}) });
    return text('gaps.declared');
  }, field('outageId', text('gaps.outageId'), { required: '', autocomplete: 'off' }), field('first', text('gaps.first'), { type: 'number', min: '0', required: '' }), field('last', text('gaps.last'), { type: 'number', min: '0', required: '' }),
  field('participantIds', text('gaps.whom'), { autocomplete: 'off' }), field('reason', text('gaps.reason'), { required: '' }));
}

export async function gaps(me, parameters) {
  if (!parameters.get('session')) {
    const [last] = (await get('/api/sessions')).filter((each) => ['DELIVERY', 'SETTLED'].includes(each.phase)).sort((one, other) => one.startUtc.localeCompare(other.startUtc));
    parameters.set('session', last?.sessionId || '');
  }
  const picked = await sessionAndParticipant(me, parameters, '/mine/gaps');
  if (!picked.sessionId) {
    show(title(text('gaps.title')), hint(text('market.noSession')));
    return;
  }
  const [session, readings, participants] = await Promise.all([get(api('sessions', picked.sessionId)), get(api('sessions', picked.sessionId, 'readings')), get('/api/participants')]);
  const open = missing(participants, readings, session);
  const again = () => gaps(me, parameters);
  show(title(text('gaps.title')), element('div', { class: 'choose' }, picked.chooser.firstChild), card(text('gaps.missing'), hint(session.waitsFor || session.says, ' ', zone()),
    facts([text('market.phase'), named('phase.', session.phase)], [text('gaps.meters'), count(open.length), open.length ? 'bad' : 'good']),
    table(text('gaps.missing'), [[text('market.participant'), (each) => each.participantId], [text('desk.meter'), (each) => each.meterId],
      [text('gaps.periods'), (each) => each.periods.map((tariff) => tariff.period).join(', '), 'text']], open, { empty: text('gaps.complete') })),
  card(text('gaps.replaced'), replaced(readings, session), folded(text('gaps.substitute'), hint(text('gaps.hint')), substitute(session, again))),
  card(text('gaps.outage'), hint(text('gaps.outageHint')), outage(session)));
}
