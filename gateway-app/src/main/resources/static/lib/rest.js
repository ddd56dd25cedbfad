/* Asking the instance's own REST interface. */

export async function get(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.detail || `${response.status} ${response.statusText}`);
  }
  return body;
}

/* An address below /api, every part of it encoded. */
export function api(...parts) {
  return '/api/' + parts.map(encodeURIComponent).join('/');
}
