'use strict';

let lastLine = 0;

async function sessions() {
  const all = await get('/api/sessions');
  show('sessions', table([
    ['session', (s) => link('session.html', { id: s.sessionId }, s.sessionId)],
    ['phase', (s) => s.phase + (s.closing ? ' (closing)' : '')],
    ['start', (s) => s.startUtc],
    ['periods', (s) => s.periods + ' x ' + s.periodMinutes + ' min', 'number'],
  ], all));
}

async function participants() {
  const all = await get('/api/participants');
  const rows = await Promise.all(all.map(async (p) => ({ ...p, account: await get('/api/participants/' + p.participantId + '/account') })));
  show('participants', table([
    ['participant', (p) => p.participantId],
    ['organisation', (p) => p.mspId],
    ['status', (p) => p.status],
    ['tie line kWh', (p) => kwh(p.tieLineWh), 'number'],
    ['wallet', (p) => p.account.wallet, 'number'],
    ['arrears', (p) => p.account.arrears, 'number'],
    ['credit', (p) => p.account.creditScore + ' (' + p.account.creditClass + ')', 'number'],
  ], rows));
}

async function agents() {
  const rows = (await get('/api/agents')).flatMap((a) => a.sessions.map((s) => ({ ...a, ...s })));
  show('agents', table([
    ['node', (a) => a.participantId],
    ['site', (a) => a.site],
    ['session', (a) => a.sessionId],
    ['steps', (a) => a.steps.map((step) => step.step + ' ' + step.outcome).join(', ') || 'none yet'],
  ], rows));
}

async function story() {
  const lines = await get('/api/story?after=' + lastLine);
  const list = document.getElementById('story');
  lines.forEach((line) => {
    list.append(element('li', { class: line.topic },
      element('span', { class: 'session' }, line.at.substring(11, 19) + ' '), line.text));
    lastLine = line.number;
  });
  if (lines.length > 0) {
    list.scrollTop = list.scrollHeight;
  }
  return lines.length > 0;
}

async function everything() {
  await Promise.all([sessions(), participants(), agents()]);
}

run(async () => {
  await story();
  await everything();
  setInterval(async () => {
    if (await story()) {
      await everything();
      await head();
    }
  }, 2000);
});
