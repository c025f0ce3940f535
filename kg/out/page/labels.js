
// ---- Labels: in the size of the screen, the most important first, none over another ------------------------------

const CHIEF = 12; // so many of the most important have their label even over the shapes of others

/** Labels in the size of the screen, the most important first, none over another and none cut by the edge. */
function drawLabels(c, ratio) {
  const { scale, translation } = picture.network.body.view;
  const box = byId("picture");
  const width = box.clientWidth, height = box.clientHeight;
  const taken = new Taken();
  c.save();
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineJoin = "round";
  let placed = 0;
  const zoom = byId("zoom-in").parentElement; // the buttons lie over the picture
  taken.add(width - 29, height - 12 - zoom.offsetHeight / 2, 20, zoom.offsetHeight / 2 + 3);
  // A label keeps off the shapes, too; far away, where shapes are specks, and while the picture moves, it may cover them.
  if (scale > 0.35 && !picture.moving) for (const id of picture.drawn.keys()) {
    const node = at(id), size = ((picture.drawn.get(id) || {}).size || 8) * scale * 0.8;
    if (node && !isGroup(id) && !dimmed(id)) taken.add(node.x * scale + translation.x, node.y * scale + translation.y, size, size, id);
  }
  for (const id of labelOrder()) {
    const node = at(id);
    if (!node || (dimmed(id) && id !== picture.hover)) continue;
    const x = node.x * scale + translation.x, y = node.y * scale + translation.y;
    if (x < -60 || y < -30 || x > width + 60 || y > height + 30) continue;
    const size = Math.max(((picture.drawn.get(id) || {}).size || 10) * scale, LEAST);
    const must = id === picture.chosen || id === picture.hover;
    if (isGroup(id)) { placed += groupLabel(c, id, x, y, size, taken, must); continue; }
    if (!must && placed > (picture.moving ? 40 : scale > 0.35 ? 140 : 70)) break;
    const thing = things[id];
    const px = Math.round(Math.min(15, 10.5 + thing.size * 0.17)) + (must ? 1 : 0);
    const text = shorten(nameOf(thing), must ? 28 : 16);
    const font = must ? `600 ${px}` : `${px}`;
    const half = widthOf(c, font, text) / 2 + 3;
    const spots = [[0, size * 1.2 + px * 0.75], [0, -size * 1.2 - px * 0.75], [half + size * 1.2, 0], [-half - size * 1.2, 0]].map(([dx, dy]) => [x + dx, y + dy]);
    const inside = spots.filter(([tx, ty]) => tx >= half && tx <= width - half && ty >= px * 0.7 && ty <= height - px * 0.7);
    const free = (covers) => inside.find(([tx, ty]) => taken.free(tx, ty, half, px * 0.68, id, covers));
    const spot = free(false) || (thing.id < CHIEF && free(true));
    if (!spot && !must) continue;
    const [tx, ty] = spot || inside[0] || [Math.min(Math.max(spots[0][0], half), width - half), Math.min(Math.max(spots[0][1], px), height - px)];
    setFont(c, font);
    write(c, text, tx, ty, 3, picture.colours.ink);
    taken.add(tx, ty, half, px * 0.68);
    placed++;
  }
  for (const line of picture.lines) if (isNamed(line)) lineLabel(c, line, scale, translation, taken);
  c.restore();
}

/** Says whether a line bears its relations' names: the chosen one, and those of a chosen thing that has few. */
function isNamed(line) {
  if (picture.pair) return picture.pair === line.id;
  if (picture.allLit) return picture.lines.length < 40;
  return touchesChosen(line) && picture.chosenLines < 40;
}

/** Chosen and hovered first, then by importance, which is the order of the numbers. */
function labelOrder() {
  const first = [picture.chosen, picture.hover].filter((id) => id !== null && picture.drawn.has(id));
  return first.concat(picture.order.filter((id) => !first.includes(id)));
}

const widths = new Map();

const setFont = (c, font) => { c.font = `${font}px ${fontFace}`; };

/** How wide a text is in a font, "12" or "600 12"; a canvas's own font is set only where that is not known yet, for it costs. */
function widthOf(c, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > 20000) widths.clear();
    setFont(c, font);
    widths.set(key, c.measureText(text).width);
  }
  return widths.get(key);
}

/** Boxes that are taken, in cells of a grid, so that asking does not go through all of them. */
class Taken {
  constructor() { this.cells = new Map(); }
  keys(x, y, w, h) {
    const keys = [];
    for (let i = Math.floor((x - w) / 80); i <= Math.floor((x + w) / 80); i++) for (let j = Math.floor((y - h) / 40); j <= Math.floor((y + h) / 40); j++) keys.push(i * 4096 + j);
    return keys;
  }
  add(x, y, w, h, owner) {
    for (const key of this.keys(x, y, w, h)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push([x, y, w, h, owner]); }
  }
  /** Says whether nothing is there: no label, and, unless it covers shapes, no shape but the owner's. */
  free(x, y, w, h, owner, covers) {
    return this.keys(x, y, w, h).every((key) => !(this.cells.get(key) || []).some(([tx, ty, tw, th, o]) => (o === undefined || (o !== owner && !covers)) && Math.abs(tx - x) < tw + w && Math.abs(ty - y) < th + h));
  }
}

/** Text with a halo that sets it off; while the picture moves without, since a halo is what costs most of a frame. */
function write(c, text, x, y, halo, colour) {
  if (!picture.moving) {
    c.lineWidth = halo;
    c.strokeStyle = picture.colours.ground;
    c.strokeText(text, x, y);
  }
  c.fillStyle = colour;
  c.fillText(text, Math.round(x), Math.round(y));
}

function groupLabel(c, id, x, y, r, taken, must) {
  if (r < 13 && !must) return 0;
  const group = groupOf(id);
  const px = Math.round(Math.max(10, Math.min(15, r / 5.5))); // whole sizes, whose letters the browser keeps ready
  const room = Math.max(4, Math.floor((r * 1.7) / px));
  const lines = group.members.slice(0, picture.moving ? 1 : r > 46 ? 3 : r > 26 ? 2 : 1).map((t) => shorten(nameOf(t), room));
  const rows = [...lines, `${group.members.length}`];
  c.globalAlpha = dimmed(id) ? 0.3 : 1;
  rows.forEach((text, i) => {
    const last = i === rows.length - 1;
    setFont(c, i === 0 ? `600 ${px}` : `${last ? px - 1 : px}`);
    c.fillStyle = last ? picture.colours.faint : picture.colours.ink;
    c.fillText(text, Math.round(x), Math.round(y + (i - (rows.length - 1) / 2) * px * 1.3));
  });
  c.globalAlpha = 1;
  taken.add(x, y, r * 0.9, r * 0.9);
  return 1;
}

function lineLabel(c, line, scale, translation, taken) {
  const a = at(line.from), b = at(line.to);
  if (!a || !b || isGroup(line.from) || isGroup(line.to)) return;
  const words = [...new Set(line.relations.map((r) => properties[r.p].words[language]))].slice(0, 3).join(" · ");
  const half = widthOf(c, "11", words) / 2 + 2;
  for (const share of [0.5, 0.62, 0.38, 0.74]) {
    const x = (a.x + (b.x - a.x) * share) * scale + translation.x, y = (a.y + (b.y - a.y) * share) * scale + translation.y;
    if (!taken.free(x, y, half, 8)) continue;
    setFont(c, "11");
    write(c, words, x, y, 4, picture.colours.accent);
    taken.add(x, y, half, 8);
    return;
  }
}

