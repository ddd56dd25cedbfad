/* The REST interface, as whoever has logged in on a page meets it; or as its instance's own user, who shows the token of its data folder. */
import { language, text } from './texts.js';

const KEPT = 'gridbourse.token';

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || String(status));
    this.status = status;
    this.code = body.code || '';
    this.field = body.field || '';
  }
}

/* The instance's token: a page is opened with it once, and keeps it while its window is open. */
function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(KEPT) || '';
}

function csrf() {
  return document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='))?.slice('XSRF-TOKEN='.length) || '';
}

export async function call(method, path, body, type = 'application/json') {
  const headers = { Accept: 'application/json', 'Accept-Language': language };
  const shown = token();
  if (shown) {
    headers.Authorization = `Bearer ${shown}`;
  } else if (method !== 'GET') {
    headers['X-XSRF-TOKEN'] = csrf();
  }
  if (body !== undefined) {
    headers['Content-Type'] = type;
  }
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body) });
  } catch {
    throw new Problem(0, { code: 'away', detail: text('problem.away') });
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Problem(response.status, answer || {});
  }
  return answer;
}

export const get = (path) => call('GET', path);

/* What others may see and the caller may not, or what is not there, is left out. */
export async function getIfAllowed(path, otherwise) {
  try {
    return await get(path);
  } catch (failure) {
    if (failure.status === 403 || failure.status === 404) {
      return otherwise;
    }
    throw failure;
  }
}

/* An address below /api, every part of it encoded. */
export function api(...parts) {
  return '/api/' + parts.map(encodeURIComponent).join('/');
}

/* The same with a question. */
export function ask(path, question) {
  return path + '?' + new URLSearchParams(question);
}
