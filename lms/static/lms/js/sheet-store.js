// What a phone keeps of rating sheets: taps until the server has them, and where each sheet stands. IndexedDB, written
// through to the disk with each tap, since batteries die. Codes and the rater's own words only, never whose sheet it is.
//
// taps: {client_id, seat, person, device, sequence, kind, data, made_at}; sheets: {seat, person, routes, state, submit}.
// Everything is kept under the person who is signed in: another one's is neither shown nor sent.
const NAME = "holdspace-sheets";
const FLAG = "holdspace-sheets-kept";
export const PAGES = "holdspace-sheet-pages";

let opened;

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

async function within(stores, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => resolve(result?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    result = work(...[stores].flat().map((name) => transaction.objectStore(name)));
  });
}

function note(kept) {
  try {
    if (kept) localStorage.setItem(FLAG, "yes");
    else localStorage.removeItem(FLAG);
  } catch {
    // Then nothing is said elsewhere.
  }
}

export async function isUsable() {
  try {
    await open();
    return true;
  } catch {
    return false;
  }
}

export async function keepTap(tap) {
  await within("taps", "readwrite", (taps) => taps.put(tap));
  note(true);
}

export async function keepSheet(sheet) {
  await within("sheets", "readwrite", (sheets) => sheets.put(sheet));
  note(true);
}

export const sheetOf = (person, seat) => within("sheets", "readonly", (sheets) => sheets.get([person, seat]));

export const tapsOf = (person, seat) =>
  within("taps", "readonly", (taps) => taps.index("seat").getAll(IDBKeyRange.only([person, seat])));

// Those of one person, over all sheets.
export async function everything(person) {
  const [taps, sheets] = await Promise.all([
    within("taps", "readonly", (store) => store.getAll()),
    within("sheets", "readonly", (store) => store.getAll()),
  ]);
  return { taps: taps.filter((tap) => tap.person === person), sheets: sheets.filter((sheet) => sheet.person === person) };
}

export const forgetTaps = (ids) =>
  within("taps", "readwrite", (taps) => {
    for (const id of ids) taps.delete(id);
  });

export const forgetSheet = (person, seat) => within("sheets", "readwrite", (sheets) => sheets.delete([person, seat]));

// Everything of this person goes; pages that a phone keeps to open without a network go for all.
export async function purge(person) {
  const { taps, sheets } = await everything(person);
  await forgetTaps(taps.map((tap) => tap.client_id));
  for (const sheet of sheets) await forgetSheet(person, sheet.seat);
  await globalThis.caches?.delete(PAGES);
  note(false);
}
