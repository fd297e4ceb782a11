// Talks to the playground: reads the state, passes on wishes, listens to what happens.

export class Refusal extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

export async function readState(language) {
  return answered(await reached(`/api/state?language=${language}`));
}

export const say = (userId, text, replyTo) => post("say", { user_id: userId, text, reply_to: replyTo });
export const press = (userId, messageId, button) =>
  post("press", { user_id: userId, message_id: messageId, data: button });
export const vote = (userId, messageId, optionIds) =>
  post("vote", { user_id: userId, message_id: messageId, option_ids: optionIds });
export const inline = (userId, query) => post("inline", { user_id: userId, query });
export const choose = (userId, queryId, resultId) =>
  post("choose", { user_id: userId, inline_query_id: queryId, result_id: resultId });
export const block = (userId) => post("block", { user_id: userId });
export const unblock = (userId) => post("unblock", { user_id: userId });
export const hold = (userIds) => post("hold", { user_ids: userIds });
export const turnClock = (wish) => post("clock", wish);

export async function sendFile(userId, file, caption, replyTo) {
  const body = new FormData();
  body.append("user_id", userId);
  body.append("caption", caption);
  if (replyTo !== null) body.append("reply_to", replyTo);
  body.append("file", file);
  return answered(await reached("/api/file", { method: "POST", body }));
}

export function fileAddress(fileId) {
  return `/api/file/${encodeURIComponent(fileId)}`;
}

// Calls onOpen at each (re)connection and onEvent for each event. A hidden tab lets its connection go:
// a browser keeps only six to one server, and the state is read anew on return.
export function listen({ onOpen, onEvent, onLost }) {
  let source = null;
  const connect = () => {
    source = new EventSource("/api/events");
    source.onopen = onOpen;
    source.onerror = () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
    };
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
  };
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden) connect();
  });
  connect();
}

async function post(name, body) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return answered(await reached(`/api/${name}`, request));
}

async function reached(address, request) {
  try {
    return await fetch(address, request);
  } catch {
    throw new Refusal("failed");
  }
}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.error ?? "failed");
  return body;
}
