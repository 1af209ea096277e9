// How taps add up to a sheet, and ticks to a level: the same rules as assessments/instruments/sheets.py and
// assessments/competencies/levels.py, which the server works by. Pure.
const TARGETS = { mark: "behaviour", harm: "behaviour", level: "competency", touch: "competency", note: "note" };

export const targetOf = (tap) => `${tap.kind}:${tap.data[TARGETS[tap.kind]]}`;

function isLater(one, other) {
  for (let place = 0; place < 3; place += 1) {
    if (one[place] !== other[place]) return one[place] > other[place];
  }
  return false;
}

// state: {values: {target: data}, stamps: {target: [sequence, device, client_id]}}. Order and repetition make no difference.
export function fold(state, taps) {
  const after = { values: { ...state.values }, stamps: { ...state.stamps } };
  for (const tap of taps) {
    const target = targetOf(tap);
    const stamp = [tap.sequence, tap.device, tap.client_id];
    if (!after.stamps[target] || isLater(stamp, after.stamps[target])) {
      after.values[target] = tap.data;
      after.stamps[target] = stamp;
    }
  }
  return after;
}

export const highest = (state) => Math.max(0, ...Object.values(state.stamps).map((stamp) => stamp[0]));

export function marksOf(item, state) {
  const all = [...item.harm, ...item.basic, ...item.advanced];
  const out = (code) => item.scripted_out.includes(code);
  const markOf = (code) => state.values[`mark:${code}`]?.mark ?? (out(code) ? "noopp" : "not");
  return Object.fromEntries(all.map((code) => [code, out(code) && !item.harm.includes(code) ? "noopp" : markOf(code)]));
}

export function level(harm, basic, advanced, rules) {
  if (harm.includes("obs")) return 1;
  const eligible = basic.filter((mark) => mark !== "noopp");
  const [part, whole] = rules.unrated_over;
  if (!basic.length || (basic.length - eligible.length) * whole > basic.length * part) return null;
  if (eligible.some((mark) => mark !== "obs")) return 2;
  const possible = advanced.filter((mark) => mark !== "noopp").length;
  const needed = { any: 1, all: Math.max(1, possible) }[rules.level4] ?? Number(rules.level4);
  return advanced.filter((mark) => mark === "obs").length >= needed ? 4 : 3;
}

export function rate(item, state, rules) {
  const marks = marksOf(item, state);
  const of = (codes) => codes.map((code) => marks[code]);
  const computed = level(of(item.harm), of(item.basic), of(item.advanced), rules);
  const harms = item.harm.filter((code) => marks[code] === "obs");
  const override = state.values[`level:${item.code}`];
  const overridden = override && override.level !== null && !harms.length;
  const all = [...item.harm, ...item.basic, ...item.advanced];
  const touched = `touch:${item.code}` in state.values || all.some((code) => `mark:${code}` in state.values);
  return { computed, level: overridden ? override.level : computed, harms, touched, override: overridden ? override : null };
}

// What has to be done before the sheet can be handed in: [{what, code}], in its order.
export function missing(items, state, rules) {
  const found = [];
  const mayBeOpen = rules.partly && items.some((item) => rate(item, state, rules).touched);
  for (const item of items) {
    const rated = rate(item, state, rules);
    if (!rated.touched && !mayBeOpen) found.push({ what: "untouched", code: item.code });
    for (const code of rated.harms) {
      if (!state.values[`harm:${code}`]?.words.trim()) found.push({ what: "harm_words", code });
    }
    if (rated.override && rated.override.level !== rated.computed && !rated.override.reason.trim()) {
      found.push({ what: "reason", code: item.code });
    }
  }
  return found;
}

export function notesOf(state) {
  return Object.entries(state.values)
    .filter(([target, note]) => target.startsWith("note:") && note.seen.trim())
    .map(([, note]) => note)
    .sort((one, other) => one.seconds - other.seconds || (one.note < other.note ? -1 : 1));
}
