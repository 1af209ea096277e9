// Counts the words of a long answer while it is written.
//
// <textarea data-words="count-3" data-words-most="200"> and <output id="count-3" data-one="{n} word" data-many="{n} words" data-over="{n} words, {most} at the most">
function say(field) {
  const place = document.getElementById(field.dataset.words);
  if (!place) return;
  const n = field.value.split(/\s+/).filter(Boolean).length;
  const most = Number(field.dataset.wordsMost);
  const over = most > 0 && n > most;
  const words = over ? place.dataset.over : n === 1 ? place.dataset.one : place.dataset.many;
  place.textContent = words.replace("{n}", n).replace("{most}", most);
  place.classList.toggle("is-waiting", over);
}

for (const field of document.querySelectorAll("textarea[data-words]")) {
  field.addEventListener("input", () => say(field));
  say(field);
}
