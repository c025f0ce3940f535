"use strict";
// ---- Words: what the page itself says, in both languages -------------------------------------------------------

const WORDS = {
  skip: ["跳到表格", "Skip to the table"],
  title: ["知识图谱", "Knowledge graph"],
  search: ["搜索名称、别名、拼音首字母（按 / 键）", "Search names, aliases, pinyin initials (press /)"],
  hits: ["搜索结果", "Hits"],
  views: ["视图", "Views"], graph: ["图", "Graph"], table: ["表", "Table"], documents: ["原文", "Documents"],
  filters: ["筛选", "Filters"], ask: ["提问", "Ask"], otherLanguage: ["EN", "中文"], switchLanguage: ["Switch to English", "切换为中文"],
  theme: ["切换深浅色", "Light or dark"], export: ["导出", "Export"], print: ["打印", "Print"],
  classes: ["类型", "Classes"], properties: ["关系", "Relations"], document: ["文档", "Document"],
  time: ["时间", "Time"], since: ["从", "From"], until: ["到", "Until"], undated: ["含未注明日期的", "Include undated"],
  certainty: ["可靠程度", "Certainty"], confidence: ["置信度至少", "Confidence at least"], fact: ["事实", "Facts"], planned: ["计划", "Planned"],
  all: ["全选", "All"], none: ["全不选", "None"], path: ["两者之间", "Between two"], from: ["从…", "From…"], to: ["到…", "To…"],
  findPath: ["找最短路径", "Shortest paths"], reset: ["恢复全部", "Show everything"], details: ["详情", "Details"],
  pictureHelp: ["关系图。方向键移到邻近的事物，回车打开，加减号缩放，0 看全图，Esc 关闭。表格视图内容相同。",
    "Picture of the graph. Arrow keys move to the next thing, Enter opens it, plus and minus zoom, 0 shows all, Escape closes. The table view says the same."],
  zoom: ["缩放", "Zoom"], zoomIn: ["放大", "Zoom in"], zoomOut: ["缩小", "Zoom out"], fit: ["看全图", "Fit all"],
  close: ["关闭", "Close"], alsoCalled: ["又称：", "Also: "], copyIri: ["复制 IRI", "Copy IRI"], copySparql: ["复制 SPARQL", "Copy SPARQL"],
  copyShown: ["复制所示内容的 SPARQL", "Copy SPARQL for what is shown"], copied: ["已复制", "Copied"], notCopied: ["无法复制", "Could not copy"],
  near: ["邻居", "Neighbours"], pathFrom: ["路径起点", "Path from here"], pathTo: ["路径终点", "Path to here"],
  sentences: ["展开原文", "All sentences"], figures: ["数据", "Figures"], when: ["时间", "When"], value: ["数值", "Value"],
  mentionedIn: ["见于", "Mentioned in"], openDocument: ["在原文中看", "in the document"], link: ["来源链接", "source"],
  noSentence: ["图中没有原文", "The graph has no sentence for this"], contextOf: ["上下文", "Context"], rule: ["规则", "rule"],
  plannedBadge: ["计划", "planned"], everything: ["全图", "Whole graph"], nearOf: ["的邻居", "neighbours of"], steps: ["步", "steps"],
  pathBetween: ["最短路径", "Shortest paths"], noPath: ["两者之间没有路径（在当前筛选下）", "No path between the two under these filters"],
  leftOut: ["个次要的未列出", "less important left out"], members: ["个事物", "things"], open: ["打开", "Open"], closeGroup: ["收起", "Close group"],
  openGroups: ["已展开的群", "Open groups"], shownThings: ["个事物", "things"], shownRelations: ["条关系", "relations"], of: ["共", "of"],
  relations: ["关系", "Relations"], things: ["事物", "Things"], subject: ["主体", "Subject"], relation: ["关系", "Relation"], object: ["对象", "Object"],
  date: ["日期", "Date"], modality: ["情态", "Modality"], confidenceShort: ["置信度", "Confidence"], sentence: ["原文", "Sentence"], more: ["再显示 200 行", "200 more rows"],
  name: ["名称", "Name"], english: ["英文名", "English"], cls: ["类型", "Class"], links: ["关系数", "Relations"], csv: ["下载 CSV", "Download CSV"],
  nearly: ["没有完全相同的；列出相近的名称", "Nothing by this name; names near it are listed"],
  noHits: ["没有找到", "Nothing found"], passages: ["句", "sentences"],
  allDocuments: ["全部文档", "All documents"], choose: ["选择一篇文档", "Choose a document"], over: ["超过", "over "], under: ["不足", "under "], about: ["约", "about "],
  narrower: ["细分类型", "Narrower classes"], group: ["群", "Group"], empty: ["没有可显示的内容。放宽筛选条件。", "Nothing to show. Loosen the filters."],
};

// How a relation reads from its object's side; one that is not here is shown with an arrow.
const INVERSE = {
  partOf: ["包含", "has part"], locatedIn: ["所在于此", "place of"], memberOf: ["成员", "has member"], holdsPostAt: ["任职人员", "post held by"],
  issued: ["发布者", "issued by"], launched: ["启动者", "launched by"], operates: ["运作者", "operated by"], participatesIn: ["参与者", "participants"],
  signed: ["签署者", "signed by"], approved: ["批准者", "approved by"], financed: ["出资者", "financed by"], offers: ["提供者", "offered by"],
  appliesTo: ["适用于此", "subject of"], supports: ["支持者", "supported by"], implements: ["实施者", "implemented by"], succeeds: ["被接续为", "succeeded by"],
  listedOn: ["在此上市", "lists"], hosted: ["主办者", "hosted by"], repeals: ["被其废止", "repealed by"],
};

let language = /^zh/i.test(navigator.language || "zh") ? 0 : 1;

const say = (key) => (Object.hasOwn(WORDS, key) ? WORDS[key][language] : key);

/** Fills every element that names a word with it. */
function speak(root = document) {
  document.documentElement.lang = language ? "en" : "zh";
  for (const e of root.querySelectorAll("[data-t]")) e.textContent = say(e.dataset.t);
  for (const e of root.querySelectorAll("[data-t-label]")) e.setAttribute("aria-label", say(e.dataset.tLabel));
  for (const e of root.querySelectorAll("[data-t-title]")) e.title = say(e.dataset.tTitle);
  for (const e of root.querySelectorAll("[data-t-placeholder]")) e.placeholder = say(e.dataset.tPlaceholder);
}

/** Makes an element: make("p", {class: "x", onclick: f}, "text", child). Text goes in as text, never as markup. */
function make(tag, attributes = {}, ...children) {
  const svg = ["svg", "polyline", "circle", "rect", "path", "g", "text"].includes(tag);
  const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

const byId = (id) => document.getElementById(id);

function announce(text) {
  byId("status").textContent = text;
}
