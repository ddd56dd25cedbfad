/* The REST interface as somebody who is logged in on a page meets it. */

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || String(status));
    this.status = status;
    this.code = body.code || '';
    this.field = body.field || '';
  }
}

function csrf() {
  return document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='))?.slice('XSRF-TOKEN='.length) || '';
}

export async function call(method, path, body, type = 'application/json') {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-XSRF-TOKEN'] = csrf();
  }
  if (body !== undefined) {
    headers['Content-Type'] = type;
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body) });
  } catch {
    throw new Problem(0, { code: 'away' });
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(response.status, answer || {});
  }
  return answer;
}

export const get = (path) => call('GET', path);

/* An address below /api, every part of it encoded. */
export function api(...parts) {
  return '/api/' + parts.map(encodeURIComponent).join('/');
}
