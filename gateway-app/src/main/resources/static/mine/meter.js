/* One's meter: the last readings, where some are missing, and what was estimated. */
import { card, facts, hint, show, table, title } from '../lib/dom.js';
import { api, ask, get } from '../lib/rest.js';
import { count, end, kwh, moment, span, zone } from '../lib/figures.js';
import { named, text } from '../lib/texts.js';
import { sessionAndParticipant } from './pick.js';

/* The last revision of each meter and period. */
function latest(readings) {
  const kept = new Map();
  readings.forEach((each) => {
    const place = `${each.meterId} ${each.period}`;
    if (!kept.has(place) || kept.get(place).revision < each.revision) {
      kept.set(place, each);
    }
  });
  return [...kept.values()];
}

function gaps(meterId, readings, session) {
  const there = new Set(readings.filter((each) => each.meterId === meterId).map((each) => each.period));
  return session.tariffs.filter((tariff) => !there.has(tariff.period) && end(tariff.startUtc, session.periodMinutes) <= new Date().toISOString());
}

function register(reading, session) {
  const at = reading.period < 0 ? session.startUtc : end(session.tariffs[reading.period].startUtc, session.periodMinutes);
  return { ...reading, at };
}

function meterCard(meterId, readings, session) {
  const own = readings.filter((each) => each.meterId === meterId).map((each) => register(each, session)).sort((one, other) => other.at.localeCompare(one.at));
  const missing = gaps(meterId, readings, session);
  const replaced = own.filter((each) => each.quality !== 'MEASURED');
  const last = own[0];
  return card(meterId, facts(
    ...(last ? [[text('meter.last'), moment(last.at)], [text('meter.import'), `${kwh(last.importRegisterWh)} kWh`], [text('meter.export'), `${kwh(last.exportRegisterWh)} kWh`]] : []),
    [text('meter.gaps'), count(missing.length), missing.length ? 'bad' : ''], [text('meter.replaced'), count(replaced.length), replaced.length ? 'bad' : '']),
  ...(missing.length ? [hint(text('meter.gapsAt', { periods: missing.map((each) => span(each.startUtc, session.periodMinutes)).join(', ') }))] : []),
  table(text('meter.readings'), [
    [text('meter.at'), (each) => moment(each.at)], [text('meter.import'), (each) => kwh(each.importRegisterWh), 'number'], [text('meter.export'), (each) => kwh(each.exportRegisterWh), 'number'],
    [text('meter.quality'), (each) => named('quality.', each.quality)], [text('meter.trust'), (each) => named('trust.', each.trust), 'wide']],
  own, { empty: text('meter.none') }));
}

function statementCard(statements, session) {
  const last = [...new Map(statements.map((each) => [each.period, each])).values()];
  const estimated = last.filter((each) => each.quality !== 'MEASURED');
  return card(text('meter.energy'), hint(estimated.length ? text('meter.estimated', { periods: count(estimated.length) }) : text('meter.allMeasured')), table(text('meter.energy'), [
    [text('session.period'), (each) => span(session.tariffs[each.period].startUtc, session.periodMinutes)],
    [text('trades.imported'), (each) => kwh(each.importWh), 'number'], [text('trades.exported'), (each) => kwh(each.exportWh), 'number'],
    [text('meter.quality'), (each) => named('quality.', each.quality)]], last, { empty: text('bill.unmetered') }));
}

export async function meter(me, parameters) {
  if (!parameters.get('session')) {
    const [last] = (await get('/api/sessions')).filter((each) => ['DELIVERY', 'SETTLED', 'CLOSED'].includes(each.phase)).sort((a, b) => b.startUtc.localeCompare(a.startUtc));
    parameters.set('session', last?.sessionId || '');
  }
  const picked = await sessionAndParticipant(me, parameters, '/mine/meter');
  if (!picked.sessionId || !picked.participantId) {
    show(title(text('meter.title')), hint(text(picked.participantId ? 'market.noSession' : 'now.nobody')));
    return;
  }
  const question = { participantId: picked.participantId };
  const [who, session, readings, statements] = await Promise.all([get(api('participants', picked.participantId)), get(api('sessions', picked.sessionId)),
    get(ask(api('sessions', picked.sessionId, 'readings'), question)), get(ask(api('sessions', picked.sessionId, 'statements'), question))]);
  const kept = latest(readings);
  show(title(text('meter.title')), picked.chooser, hint(zone()),
    ...(who.meterIds.length ? who.meterIds.map((meterId) => meterCard(meterId, kept, session)) : [hint(text('participant.noMeter'))]),
    statementCard(statements, session));
}
