// Asking the server: JSON out, JSON in, one kind of error.

export class RequestError extends Error {
  /** status 0: the server was not reached. */
  constructor(status, { error = "unreachable", message = "", retry_after_seconds = null } = {}) {
    super(message || error);
    this.status = status;
    this.code = error;
    this.sentence = message;
    this.retryAfterSeconds = retry_after_seconds;
  }

  /** Whether the same request may succeed later without anybody changing it. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function answered(promise) {
  let response;
  try {
    response = await promise;
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new RequestError(0);
  }
  const body = await readBody(response);
  if (!response.ok || body === undefined) throw new RequestError(response.ok ? 502 : response.status, body);
  return body;
}

async function readBody(response) {
  if (response.status === 204) return {};
  try { return await response.json(); } catch { return undefined; }
}

export const get = (url, { signal } = {}) =>
  answered(fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal }));

export const post = (url, body = {}, { signal, keepalive = false } = {}) =>
  answered(fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
    credentials: "same-origin",
    body: JSON.stringify(body),
    signal,
    keepalive,
  }));
