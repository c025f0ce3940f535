
// ---- Paint: shapes, things, communities and lines on a canvas, or on a pen that writes SVG -----------------------

const PI2 = Math.PI * 2;
/** Shapes of the top classes, in the order of the ontology; each differs without its colour. */
const SHAPES = [
  (c, x, y, r) => c.arc(x, y, r, 0, PI2),
  (c, x, y, r) => c.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72),
  (c, x, y, r) => polygon(c, x, y, r * 1.08, 6, 0),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 4, Math.PI / 2),
  (c, x, y, r) => star(c, x, y, r * 1.25),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 3, Math.PI / 2),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 3, -Math.PI / 2),
];
// The seven top classes of the contract have their own place; any other takes what is left.
const ORDER = ["Institution", "Policy", "Programme", "Product", "Event", "Place", "Person"];
const slotOf = (top) => { const i = ORDER.indexOf((classes[top] || {}).id); return i >= 0 ? i : tops.indexOf(top) % 7; };

function polygon(c, x, y, r, sides, turn) {
  for (let i = 0; i < sides; i++) c[i ? "lineTo" : "moveTo"](x + r * Math.cos(turn + (i * PI2) / sides), y + r * Math.sin(turn + (i * PI2) / sides));
  c.closePath();
}

function star(c, x, y, r) {
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 ? r * 0.5 : r;
    c[i ? "lineTo" : "moveTo"](x + reach * Math.sin((i * PI2) / 10), y - reach * Math.cos((i * PI2) / 10));
  }
  c.closePath();
}

const LEAST = 3.2; // pixels that a thing's radius has at least, however far away

let outline = null; // of each shape

/** The class's shape in its colour as a small drawing, for lists. */
function icon(top) {
  const svg = make("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" });
  outline ||= SHAPES.map((shape) => { const pen = new Pen(20, 20); shape(pen, 10, 10, 7); return pen.d; });
  svg.append(make("path", { d: outline[slotOf(top)], fill: `var(--c${slotOf(top)})` }));
  return svg;
}

const drawNode = (c, id, x, y, size) => (isGroup(id) ? drawGroup : drawThing)(c, id, x, y, size);

function drawThing(c, id, x, y, size) {
  const r = Math.max(size, LEAST / picture.network.getScale());
  const thing = things[id];
  const colour = picture.colours.classes[slotOf(thing.top)];
  c.globalAlpha = dimmed(id) ? 0.18 : 1;
  c.beginPath();
  SHAPES[slotOf(thing.top)](c, x, y, r);
  c.fillStyle = colour;
  c.fill();
  if (!picture.moving) {
    c.lineWidth = 1.5;
    c.strokeStyle = picture.colours.paper;
    c.stroke();
  }
  if (id === picture.chosen || id === picture.hover) {
    c.beginPath();
    c.arc(x, y, r * 1.25 + 5, 0, PI2);
    c.lineWidth = 3;
    c.strokeStyle = id === picture.chosen ? picture.colours.accent : picture.colours.faint;
    c.stroke();
  }
  c.globalAlpha = 1;
}

/** A community as a disc whose ring shows which classes it is made of. */
function drawGroup(c, id, x, y, r) {
  const { shares, total } = sharesOf(groupOf(id));
  c.beginPath();
  c.arc(x, y, r, 0, PI2);
  c.fillStyle = dimmed(id) ? picture.colours.ground : picture.colours.paper;
  c.fill();
  c.globalAlpha = dimmed(id) ? 0.4 : 1;
  c.lineWidth = r * 0.12;
  let turn = -Math.PI / 2;
  const small = picture.moving && r * picture.network.getScale() < 40; // then one colour does until it rests
  const parts = small ? [[shares.reduce((a, b) => (b[1] > a[1] ? b : a))[0], total]] : shares;
  for (const [slot, count] of parts) {
    const part = (count / total) * PI2;
    c.beginPath();
    c.arc(x, y, r * 0.94, turn, turn + part);
    c.strokeStyle = picture.colours.classes[slot];
    c.stroke();
    turn += part;
  }
  if (id === picture.hover || id === picture.chosen) {
    c.beginPath();
    c.arc(x, y, r * 1.04, 0, PI2);
    c.lineWidth = r * 0.04;
    c.strokeStyle = picture.colours.accent;
    c.stroke();
  }
  c.globalAlpha = 1;
}

function sharesOf(group) {
  if (!group.shares) {
    const count = new Map();
    for (const t of group.members) count.set(slotOf(t.top), (count.get(slotOf(t.top)) || 0) + 1);
    group.shares = [...count].sort((a, b) => a[0] - b[0]);
  }
  return { shares: group.shares, total: group.members.length };
}

const MOST_MOVING = 600; // lines drawn while the picture moves, beside those of what is chosen
const FADED = new Set(["plain", "planned", "dim"]);

/** Discs behind communities, then all lines: one stroke a style, which is what keeps zooming smooth. */
function drawBelow(c) {
  const scale = picture.network.getScale();
  if (picture.discs) for (const d of picture.discs) {
    c.beginPath();
    c.arc(d.x, d.y, d.r, 0, PI2);
    c.fillStyle = picture.colours.faint;
    c.globalAlpha = 0.055;
    c.fill();
  }
  const styles = { plain: [], planned: [], dim: [], lit: [], litPlanned: [], chosen: [] };
  const every = picture.moving ? Math.ceil(picture.lines.length / MOST_MOVING) : 1;
  picture.lines.forEach((line, i) => {
    const a = at(line.from), b = at(line.to), style = styleOf(line);
    if (a && b && (i % every === 0 || !FADED.has(style))) styles[style].push([a, b, line]);
  });
  const thin = Math.max(0.99 / scale, 0.8); // below one pixel, where a line is drawn the quick way
  const { edge, accent } = picture.colours;
  stroke(c, styles.dim, edge, thin, 0.12, []);
  const strength = picture.flat ? Math.max(0.22, Math.min(0.6, 300 / (picture.lines.length + 1))) : 0.35;
  stroke(c, styles.plain, edge, thin, strength, []);
  stroke(c, styles.planned, edge, thin, strength, [5 / scale, 5 / scale]);
  stroke(c, styles.lit, accent, thin * 1.6, 0.8, []);
  stroke(c, styles.litPlanned, accent, thin * 1.6, 0.8, [6, 5]);
  stroke(c, styles.chosen, accent, thin * 3, 1, []);
  if (scale > 0.55 && !picture.moving) heads(c, styles.plain.concat(styles.planned), edge, 0.6);
  heads(c, styles.lit.concat(styles.litPlanned, styles.chosen), accent, 0.9);
}

const touchesChosen = (line) => picture.chosen !== null && (line.from === picture.chosen || line.to === picture.chosen);

function styleOf(line) {
  if (picture.pair) return picture.pair === line.id ? "chosen" : "dim";
  if (picture.allLit || touchesChosen(line)) return line.planned ? "litPlanned" : "lit";
  if (picture.near.size) return "dim";
  return line.planned ? "planned" : "plain";
}

function stroke(c, lines, colour, width, alpha, dash) {
  if (!lines.length) return;
  c.globalAlpha = alpha;
  c.strokeStyle = colour;
  c.setLineDash(dash);
  const heavy = lines.filter(([, , line]) => line.weight > 1);
  c.lineWidth = width;
  c.beginPath();
  for (const [a, b, line] of lines) if (!(line.weight > 1)) { c.moveTo(a.x, a.y); c.lineTo(b.x, b.y); }
  c.stroke();
  for (const [a, b, line] of heavy) {
    c.lineWidth = width * Math.min(1 + Math.log2(line.weight) * 0.6, 6);
    c.beginPath();
    c.moveTo(a.x, a.y);
    c.lineTo(b.x, b.y);
    c.stroke();
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}

function heads(c, lines, colour, alpha) {
  c.globalAlpha = alpha;
  c.fillStyle = colour;
  c.beginPath();
  for (const [a, b, line] of lines) {
    if (line.forward) head(c, a, b, line.to);
    if (line.backward) head(c, b, a, line.from);
  }
  c.fill();
  c.globalAlpha = 1;
}

function head(c, a, b, id) {
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy);
  const stop = ((picture.drawn.get(id) || {}).size || 8) * 1.15 + 1;
  if (length < stop + 10) return;
  const ux = dx / length, uy = dy / length, x = b.x - ux * stop, y = b.y - uy * stop;
  c.moveTo(x, y);
  c.lineTo(x - ux * 9 - uy * 4, y - uy * 9 + ux * 4);
  c.lineTo(x - ux * 9 + uy * 4, y - uy * 9 - ux * 4);
  c.closePath();
}

