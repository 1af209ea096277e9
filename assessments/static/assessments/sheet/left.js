// On a sheet that is closed: what this phone tapped and never sent.
import { Late } from "./late.js";

const box = document.querySelector("[data-late]");
const routes = JSON.parse(document.getElementById(box.dataset.routes).textContent);
const key = { person: document.body.dataset.person ?? "", seat: box.dataset.late, routes };
new Late(box, key).offer({ words: box.dataset.words, code: box.dataset.code });
