// The drawer: why a figure is so, then its clauses, then their sources; each click goes one further, Back returns.

import { askAbout } from "./page.js";
import { byId, put } from "./server.js";

const drawer = byId("drawer");
const way = [];
let opener = null;

async function show(look, focus = true) {
  const [kind, name] = [look.slice(0, look.indexOf(":")), look.slice(look.indexOf(":") + 1)];
  const content = byId("explanation");
  let found;
  try {
    found = await askAbout("/explain", { kind, name });
    byId("drawer-title").textContent = found.title;
    if (put(content, found.html)) content.scrollTop = 0;
  } catch (fault) {
    byId("drawer-title").textContent = name;
    const note = document.createElement("p");
    note.textContent = fault.message;
    content.shown = null;
    content.replaceChildren(note);
  }
  byId("back").hidden = way.length < 2;
  drawer.hidden = false;
  if (focus) drawer.focus({ preventScroll: true });
}

export function close() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  way.length = 0;
  const href = opener?.getAttribute("href");
  const again = opener?.isConnected ? opener : [...document.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
  again?.focus({ preventScroll: true });
  opener = null;
}

// Shows the same thing as it is now: the text, the view or a slider is another one.
export function again() {
  if (!drawer.hidden && way.length) show(way.at(-1), false);
}

export function fromAddress() {
  const look = new URLSearchParams(location.search).get("look");
  if (!look?.includes(":")) return;
  way.push(look);
  show(look);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/?look=']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const look = new URLSearchParams(link.getAttribute("href").slice(2)).get("look");
  if (!drawer.contains(link)) {
    opener = link;
    way.length = 0;
  }
  if (way.at(-1) !== look) way.push(look);
  show(look);
});
byId("close").addEventListener("click", close);
byId("back").addEventListener("click", () => {
  way.pop();
  show(way.at(-1));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !byId("scenario-dialog").open) close();
});
