// The article panel. Runs once, when the panel is made (Gradio gives `element`, `server`, `props`).
// A click on a citation or a passage asks the server for the article and scrolls to the mark.

// Scroll the panel, and only the panel, so that the mark stands in its middle.
const box = element.closest("#sources") || element;
box.tabIndex = 0;
box.setAttribute("role", "region");
box.setAttribute("aria-label", "Articles and passages");
const centre = (mark) => {
  const place = mark.getBoundingClientRect();
  const room = Math.max(0, box.clientHeight - place.height);
  box.scrollTop += place.top - box.getBoundingClientRect().top - room / 2;
};

const show = (html) => {
  const panel = element.querySelector(".panel") || element;
  panel.innerHTML = html;
  const mark = panel.querySelector("mark");
  if (mark) {
    centre(mark);
    mark.focus({ preventScroll: true });
  } else {
    box.scrollTop = 0;
  }
};

const reference = (link) => {
  if (link.classList.contains("citation")) {
    return JSON.stringify({ turn: turnOf(link), n: Number(link.textContent) });
  }
  const { article, start, end } = link.dataset;
  return JSON.stringify({ article, start: start && Number(start), end: end && Number(end) });
};

const open = async (link) => {
  const wanted = reference(link);
  if (!wanted) return;
  document.querySelectorAll("a.citation[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  if (link.classList.contains("citation")) link.setAttribute("aria-current", "true");
  show(await server.open_passage(wanted));
  if (window.innerWidth < 900) box.scrollIntoView({ block: "start" });
};

// What a reader can do with an answer: copy it with its sources, ask again, edit the question.
const turnOf = (link) => [...link.classList].find((name) => name.startsWith("of-")).slice(3);

const copied = (link) => {
  const message = link.closest(".message, .message-row, [data-testid='bot']") || link.parentElement.parentElement;
  const text = [...message.querySelectorAll("p.answer, p.not-found, .differ p, .differ tbody tr, p.kind")].map((part) => {
    const plain = part.cloneNode(true);
    plain.querySelectorAll("a.citation").forEach((mark) => mark.replaceWith(` [${mark.textContent}]`));
    const cells = [...plain.querySelectorAll("td")];
    return (cells.length ? cells.map((cell) => cell.textContent.trim()).join(" · ") : plain.textContent).trim();
  });
  const notes = new Map();
  message.querySelectorAll("a.citation").forEach((mark) => notes.set(mark.textContent, mark.dataset.card || mark.title));
  return [...text, "", ...[...notes].map(([n, quote]) => `[${n}] ${quote}`)].join("\n").trim();
};

// A page that does not come from this machine or by HTTPS has no clipboard of its own.
const toClipboard = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
};

const act = async (link) => {
  if (link.classList.contains("act-copy")) {
    await toClipboard(copied(link));
    const label = link.textContent;
    link.textContent = "Copied";
    setTimeout(() => { link.textContent = label; }, 1500);
    return;
  }
  trigger(link.classList.contains("act-retry") ? "retry" : "edit", { turn: turnOf(link) });
  if (link.classList.contains("act-edit")) setTimeout(() => document.querySelector("#question textarea").focus(), 300);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.citation, a.passage, a.act");
  if (!link) return;
  event.preventDefault();
  if (link.classList.contains("act")) act(link);
  else open(link);
});

document.addEventListener("keydown", (event) => {
  const link = event.target.closest && event.target.closest("a.citation, a.passage, a.act");
  if (link && (event.key === " " || event.key === "Enter")) {
    event.preventDefault();
    if (link.classList.contains("act")) act(link);
    else open(link);
  }
});

// Hovering or focusing a citation shows its quote and where it is from, as its title says them.
const card = document.createElement("div");
card.id = "card";
card.setAttribute("role", "tooltip");
card.hidden = true;
document.body.append(card);

const point = (event) => {
  const link = event.target.closest && event.target.closest("a.citation");
  card.hidden = !link;
  if (!link) return;
  if (link.title) {
    link.dataset.card = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", "card");
  }
  card.textContent = link.dataset.card;
  const at = link.getBoundingClientRect();
  card.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - card.offsetWidth - 8))}px`;
  const under = at.bottom + 8;
  card.style.top = `${under + card.offsetHeight < window.innerHeight ? under : Math.max(8, at.top - card.offsetHeight - 8)}px`;
};
document.addEventListener("mouseover", point);
document.addEventListener("focusin", point);
document.addEventListener("scroll", () => { card.hidden = true; }, true);

// "]" and "[" go to the next and the previous citation, where nothing is being typed.
document.addEventListener("keydown", (event) => {
  if ((event.key !== "]" && event.key !== "[") || event.target.closest("input, textarea, [contenteditable]")) return;
  const links = [...document.querySelectorAll("#chat a.citation")];
  if (!links.length) return;
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const last = links.length - 1;
  const next = event.key === "]" ? Math.min(last, at + 1) : at < 0 ? last : Math.max(0, at - 1);
  event.preventDefault();
  links[next].scrollIntoView({ block: "nearest" });
  open(links[next]);
});

watch("value", () => {
  const mark = element.querySelector("mark");
  if (mark) centre(mark);
  else box.scrollTop = 0;
});

// The colours that the reader chose before.
const colours = localStorage.getItem("sourcebound-colours");
if (colours === "Light" || colours === "Dark") document.body.classList.toggle("dark", colours === "Dark");
