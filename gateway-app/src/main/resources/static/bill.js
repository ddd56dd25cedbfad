'use strict';

run(async () => {
  const participant = parameter('participant'), session = parameter('session');
  const bill = await get('/api/participants/' + encodeURIComponent(participant) + '/bill?' + new URLSearchParams({ sessionId: session }));
  show('title', 'Bill of ' + participant + ' for session ' + session);
  show('state', 'Session is ' + bill.phase + (bill.phase === 'CLOSED' ? '.' : '; the figures may still change.'));
  show('sums', table([
    ['', (row) => row[0]],
    [bill.currency, (row) => row[1], 'number'],
  ], [
    ['settled, all periods', bill.settled],
    ['bid bond forfeited', bill.forfeited],
    ['compensation for trades not prepaid', bill.compensation],
    ['all together', bill.total],
    ['with the grid alone', bill.gridOnly],
    ['saved by the market', bill.saved],
    ...bill.credit.map((step) => ['credit (' + step.cause.toLowerCase() + ')', step.before + ' \u2192 ' + step.after]),
  ]));
  show('lines', table([
    ['period', (l) => l.period, 'number'],
    ['start', (l) => l.startUtc.substring(11, 16)],
    ['contract', (l) => (l.side ? l.side.toLowerCase() + ' ' + kwh(l.contractedWh) + ' kWh' : 'none')],
    ['price', (l) => l.price || '', 'number'],
    ['metered kWh', (l) => kwh(l.meteredWh), 'number'],
    ['delivered', (l) => kwh(l.deliveredWh), 'number'],
    ['short', (l) => (l.shortWh ? element('span', { class: 'bad' }, kwh(l.shortWh)) : ''), 'number'],
    ['grid sold', (l) => kwh(l.gridSoldWh), 'number'],
    ['grid bought', (l) => kwh(l.gridBoughtWh), 'number'],
    ['quality', (l) => l.quality.toLowerCase()],
    ['net', (l) => l.net, 'number'],
    ['grid only', (l) => l.gridOnly, 'number'],
    ['saved', (l) => l.saved, 'number'],
  ], bill.lines, ['', '', '', '', '', '', '', '', '', '', bill.settled, bill.gridOnly, bill.saved]));
});
