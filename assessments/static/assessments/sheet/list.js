// The list of sheets: what waits on this phone is sent from here, and said.
import { flushAll } from "../../lms/js/sheet-queue.js";
import { everything } from "../../lms/js/sheet-store.js";

const list = document.querySelector("[data-sheets]");
const person = document.body.dataset.person ?? "";

function say(taps) {
  for (const line of list.querySelectorAll("[data-unsent]")) {
    const many = taps.filter((tap) => tap.seat === line.dataset.unsent).length;
    line.hidden = many === 0;
    line.textContent = many === 1 ? list.dataset.one : list.dataset.many.replace("{n}", many);
  }
}

async function send() {
  const { before, left } = await flushAll(person);
  say(left);
  const sent = document.querySelector("[data-sheets-sent]");
  if (before > left.length) sent.hidden = false;
}

say((await everything(person)).taps);
addEventListener("online", send);
await send();
