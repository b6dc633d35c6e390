/** What the page asks of the playground, and what the playground tells the page. */

const post = (personId, action, body) => send(`people/${personId}/${action}`, body);

async function send(path, body) {
  const form = body instanceof FormData;
  const response = await fetch(`/api/${path}`, {
    method: "POST",
    headers: form ? {} : { "Content-Type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  if (response.ok) return;
  const answer = await response.json().catch(() => ({}));
  throw new Error(answer.error ?? "Bản chạy thử không nhận được thao tác này.");
}

export const say = (personId, text) => post(personId, "say", { text });
export const tap = (personId, text) => post(personId, "tap", { text });
export const press = (personId, messageId, data) => post(personId, "press", { message_id: messageId, data });
export const shareContact = (personId, of) => post(personId, "contact", of ? { of } : {});
export const block = (personId, blocked) => post(personId, "block", { blocked });
/** Comes back when all that falls due on the way has happened; `step`: "hour", "day" or "monday". */
export const moveClock = (step) => send("clock", { step });
export const fileAddress = (fileId) => `/api/file/${encodeURIComponent(fileId)}`;

export function sendDocument(personId, file) {
  const form = new FormData();
  form.append("document", file, file.name);
  return post(personId, "document", form);
}

/** The stream opens with the whole state, again after each lost connection; then it tells only what changed. */
export function listen(handlers, onConnection) {
  const stream = new EventSource("/api/events");
  for (const [kind, handle] of Object.entries(handlers)) {
    stream.addEventListener(kind, (event) => handle(JSON.parse(event.data)));
  }
  stream.addEventListener("open", () => onConnection(true));
  stream.addEventListener("error", () => onConnection(false));
}
