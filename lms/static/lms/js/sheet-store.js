// What a phone keeps of rating sheets: taps until the server has them, and where each sheet stands. IndexedDB, written
// through to the disk with each tap, since batteries die. Codes and the rater's own words only, never whose sheet it is.
//
// taps: {client_id, seat, person, device, sequence, kind, data, made_at}; sheets: {seat, person, routes, state, submit,
// stop, draft}. Everything is kept under the person who is signed in: another one's is neither shown nor sent. Where
// nothing can be kept (a private window, a full phone) the memory of the page has it, and `isLasting` says no.
const NAME = "holdspace-sheets";
const FLAG = "holdspace-sheets-kept"; // Who was signed in here last, once anything was kept at all.
export const PAGES = "holdspace-sheet-pages";

const memory = { taps: new Map(), sheets: new Map() };
let opened;
let lasting = true;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("taps", { keyPath: "client_id" }).createIndex("seat", ["person", "seat"]);
      request.result.createObjectStore("sheets", { keyPath: ["person", "seat"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

async function within(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    let request;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    request = work(transaction.objectStore(store));
  });
}

async function read(store, work, empty) {
  try {
    return (await within(store, "readonly", work)) ?? empty;
  } catch {
    lasting = false;
    return empty;
  }
}

const keyOf = (person, seat) => `${person}/${seat}`;

// On the disk; where it won't go there, in memory.
async function keep(store, key, row) {
  try {
    await within(store, "readwrite", (rows) => rows.put(row));
    memory[store].delete(key);
    localStorage.setItem(FLAG, row.person);
  } catch {
    lasting = false;
    memory[store].set(key, row);
  }
}

async function drop(store, keys, names) {
  for (const name of names) memory[store].delete(name);
  await within(store, "readwrite", (rows) => keys.forEach((key) => rows.delete(key))).catch(() => {});
}

// Whether what is kept here is still there after the browser was closed.
export async function isLasting() {
  await open().catch(() => (lasting = false));
  return lasting;
}

export const keepTap = (tap) => keep("taps", tap.client_id, tap);
export const keepSheet = (sheet) => keep("sheets", keyOf(sheet.person, sheet.seat), sheet);

export const sheetOf = async (person, seat) =>
  memory.sheets.get(keyOf(person, seat)) ?? read("sheets", (sheets) => sheets.get([person, seat]), undefined);

// In the order in which they were made.
export async function tapsOf(person, seat) {
  const kept = await read("taps", (taps) => taps.index("seat").getAll(IDBKeyRange.only([person, seat])), []);
  const all = [...kept, ...[...memory.taps.values()].filter((tap) => tap.person === person && tap.seat === seat)];
  return all.sort((one, other) => one.sequence - other.sequence);
}

// Those of one person, over all sheets.
export async function everything(person) {
  const rows = {};
  for (const store of ["taps", "sheets"]) {
    const all = [...(await read(store, (kept) => kept.getAll(), [])), ...memory[store].values()];
    rows[store] = all.filter((row) => row.person === person);
    rows[`${store}OfOthers`] = all.length - rows[store].length;
  }
  return rows;
}

export const forgetTaps = (ids) => drop("taps", ids, ids);
export const forgetSheet = (person, seat) => drop("sheets", [[person, seat]], [keyOf(person, seat)]);

// The kept page of a sheet that is no longer to be tapped.
export async function forgetPage(url) {
  await (await globalThis.caches?.open(PAGES))?.delete(new URL(url, location.href).pathname);
}

// Everything of this person goes; pages that a phone keeps to open without a network go for all.
export async function purge(person) {
  const { taps, sheets, tapsOfOthers } = await everything(person);
  await forgetTaps(taps.map((tap) => tap.client_id));
  for (const sheet of sheets) await forgetSheet(person, sheet.seat);
  await globalThis.caches?.delete(PAGES);
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("holdspace-watch:")) localStorage.removeItem(key);
    if (!tapsOfOthers) localStorage.removeItem(FLAG);
  } catch {
    // Then nothing was kept.
  }
}
