// Asking the server, and putting its answers into the page.

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("termwise", { createHTML: (html) => html })
  : { createHTML: (html) => html };

// HTML of our server, in which every word of a deal is escaped. The one place where HTML is written.
export function put(element, html) {
  if (element.shown === html) return false;
  element.shown = html;
  element.innerHTML = policy.createHTML(html);
  return true;
}

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(path, body, signal) {
  let answer;
  let found;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      signal,
    });
    found = await answer.json();
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Refused(0, "the server does not answer; is `termwise serve` still running?");
  }
  if (!answer.ok) throw new Refused(answer.status, found.fault);
  return found;
}

export const byId = (id) => document.getElementById(id);

// For those who do not see the page change.
export function say(words) {
  byId("said").textContent = words;
}

export function later(milliseconds, action) {
  let waiting = 0;
  const call = (...values) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = 0;
      action(...values);
    }, milliseconds);
  };
  call.pending = () => waiting !== 0;
  call.forget = () => {
    clearTimeout(waiting);
    waiting = 0;
  };
  call.now = (...values) => {
    call.forget();
    return action(...values);
  };
  return call;
}
