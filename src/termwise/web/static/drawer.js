// The drawer: why a figure is so, then its clauses, then their sources; each click goes one further, Back returns.
// Every step is one of the browser's own, so that its button and the gesture of a phone do the same.

import { askAbout } from "./page.js";
import { byId, put } from "./server.js";

const drawer = byId("drawer");
let opener = null;

const looked = () => new URLSearchParams(location.search).get("look");
const depth = () => history.state?.depth ?? 0;

async function show(look, focus = true) {
  const [kind, name] = [look.slice(0, look.indexOf(":")), look.slice(look.indexOf(":") + 1)];
  const content = byId("explanation");
  let found;
  try {
    found = await askAbout("/explain", { kind, name });
  } catch (fault) {
    found = { title: name, fault: fault.message };
  }
  if (looked() !== look) return; // somebody has gone on meanwhile
  byId("drawer-title").textContent = found.title;
  if (found.fault) {
    const note = document.createElement("p");
    note.textContent = found.fault;
    content.shown = null;
    content.replaceChildren(note);
  } else if (put(content, found.html)) content.scrollTop = 0;
  byId("back").hidden = depth() < 2;
  drawer.hidden = false;
  if (focus) drawer.focus({ preventScroll: true });
}

function hide() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  const href = opener?.getAttribute("href");
  const again = opener?.isConnected ? opener : [...document.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
  again?.focus({ preventScroll: true });
  opener = null;
}

function close() {
  if (drawer.hidden) return;
  if (depth()) history.go(-depth());
  else {
    step("replaceState", null, 0);
    hide();
  }
}

function step(how, look, number) {
  const query = new URLSearchParams(location.search);
  if (look === null) query.delete("look");
  else query.set("look", look);
  const words = query.toString();
  history[how]({ depth: number }, "", words ? `/?${words}` : "/");
}

// Shows the same thing as it is now: the text, the view or a slider is another one.
export function again() {
  if (!drawer.hidden && looked()) show(looked(), false);
}

export function fromAddress() {
  if (looked()?.includes(":")) show(looked());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/?look=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const look = new URLSearchParams(link.getAttribute("href").slice(2)).get("look");
  if (drawer.hidden || !drawer.contains(link)) opener = link;
  if (looked() !== look || drawer.hidden) step("pushState", look, drawer.hidden ? 1 : depth() + 1);
  show(look);
});
window.addEventListener("popstate", () => (looked()?.includes(":") ? show(looked()) : hide()));
byId("close").addEventListener("click", close);
byId("back").addEventListener("click", () => history.back());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("scenario-dialog").open) close();
});
