/* Asking the instance's own REST interface. */

const KEPT = 'gridbourse.token';

/* The instance's token: the page is opened with it once, and keeps it while its window is open. */
function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(KEPT) || '';
}

export async function get(path) {
  const shown = token();
  const response = await fetch(path, {
    headers: { Accept: 'application/json', ...(shown ? { Authorization: `Bearer ${shown}` } : {}) },
  });
  const body = await response.json().catch(() => ({}));
  if (response.status === 401) {
    location.assign('/login');
    throw new Error('Log in at /login; or, as the user who runs this instance, open this page once as /#token=…, with what the file "token" in its data folder holds.');
  }
  if (!response.ok) {
    throw Object.assign(new Error(body.detail || `${response.status} ${response.statusText}`), { status: response.status });
  }
  return body;
}

/* What others may see and the caller may not is left out. */
export async function getIfAllowed(path, otherwise) {
  try {
    return await get(path);
  } catch (failure) {
    if (failure.status === 403) {
      return otherwise;
    }
    throw failure;
  }
}

/* An address below /api, every part of it encoded. */
export function api(...parts) {
  return '/api/' + parts.map(encodeURIComponent).join('/');
}
