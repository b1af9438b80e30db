"use strict";
(() => {
  const story = JSON.parse(document.getElementById("story").textContent);
  const byId = id => document.getElementById(id);
  const picture = byId("picture"), slider = byId("slider"), where = byId("where"), step = byId("step"), tensor = byId("tensor");
  const last = story.steps.length;

  // The step at which each box is first at work, forward and backward; 0 is the whole picture.
  const forwardAt = story.boxes.map(() => 0), backwardAt = story.boxes.map(() => Infinity);
  story.steps.forEach((one, i) => one.boxes.forEach(box => (one.backward ? backwardAt : forwardAt)[box] = i + 1));
  let now = 0;

  function show(next) {
    now = Math.max(0, Math.min(last, next));
    const current = now > 0 ? story.steps[now - 1] : null;
    document.body.parentElement.classList.toggle("stepping", current !== null);
    slider.value = now;
    byId("first").disabled = byId("back").disabled = now === 0;
    byId("last").disabled = byId("forward").disabled = now === last;
    where.textContent = current ? `Step ${now} of ${last}, ${current.backward ? "backward" : "forward"}` : `The whole picture; ${last} steps`;
    mark(current);
    tell(current);
    address();
    if (current)
      reveal(current.boxes[0]);
  }

  function mark(current) {
    for (const element of picture.querySelectorAll("[data-box]")) {
      const box = +element.dataset.box;
      element.classList.toggle("met", now >= forwardAt[box]);
      element.classList.toggle("now", current !== null && current.boxes.includes(box));
    }
    for (const element of picture.querySelectorAll("[data-wire]")) {
      const wire = story.wires[element.dataset.wire];
      const at = current !== null && (current.backward ? current.boxes.includes(wire.to) && !element.classList.contains("silent")
        : current.boxes.includes(wire.to) || current.boxes.includes(wire.from));
      element.classList.toggle("met", now >= forwardAt[wire.from]);
      element.classList.toggle("now", at);
      element.classList.toggle("back", current !== null && current.backward);
      element.classList.toggle("valued", now >= forwardAt[wire.from]);
      element.classList.toggle("graded", now >= backwardAt[wire.to]);
    }
  }

  function tell(current) {
    step.querySelector("h2").textContent = current ? current.title : "Values up, gradients down";
    step.querySelector("p").textContent = current ? current.note
      : "Step through it with the buttons, the slider or the arrow keys: first the values, then the gradients. A click on a box goes to its step.";
    step.querySelector("tbody").replaceChildren(...(current ? current.rows : []).map(([style, label, text]) => {
      const row = document.createElement("tr");
      row.className = style;
      for (const content of [label, text])
        row.appendChild(document.createElement("td")).textContent = content;
      return row;
    }));
  }

  // Scrolls the picture, never the page, and only as far as it takes.
  function reveal(box) {
    for (const element of picture.querySelectorAll(`[data-box="${box}"]`)) {
      const inner = element.getBoundingClientRect(), outer = picture.getBoundingClientRect(), room = 60;
      if (inner.width === 0)
        continue;
      if (inner.left < outer.left + room) picture.scrollLeft -= outer.left + room - inner.left;
      if (inner.right > outer.right - room) picture.scrollLeft += inner.right - outer.right + room;
      if (inner.top < outer.top + room) picture.scrollTop -= outer.top + room - inner.top;
      if (inner.bottom > outer.bottom - room) picture.scrollTop += inner.bottom - outer.bottom + room;
    }
  }

  function look(element) {
    const found = "box" in element.dataset ? story.boxes[element.dataset.box] : story.wires[element.dataset.wire];
    tensor.querySelector("h2").textContent = found.title;
    tensor.querySelector("p").textContent = found.text ? "" : "The tape does not hold its numbers.";
    tensor.querySelector("pre").textContent = found.text;
  }

  function jump(element) {
    const box = "box" in element.dataset ? +element.dataset.box : story.wires[element.dataset.wire].to;
    const backward = now > 0 && story.steps[now - 1].backward && backwardAt[box] < Infinity;
    show(backward ? backwardAt[box] : forwardAt[box] || backwardAt[box]);
  }

  for (const element of picture.querySelectorAll("[data-box], .label[data-wire]")) {
    element.addEventListener("pointerenter", () => look(element));
    element.addEventListener("focus", () => look(element));
    element.addEventListener("click", () => jump(element));
  }
  byId("first").addEventListener("click", () => show(0));
  byId("back").addEventListener("click", () => show(now - 1));
  byId("forward").addEventListener("click", () => show(now + 1));
  byId("last").addEventListener("click", () => show(last));
  slider.addEventListener("input", () => show(+slider.value));
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey)
      return;
    const space = document.activeElement.closest("button") ? "" : " ";       // there it presses the button
    const target = {
      ArrowRight: now + 1, PageDown: now + 1, [space]: event.shiftKey ? now - 1 : now + 1,
      ArrowLeft: now - 1, PageUp: now - 1, Home: 0, End: last,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      show(target);
    } else if (event.key === "Enter" && document.activeElement.closest("#picture [data-box], #picture [data-wire]"))
      jump(document.activeElement);
  });

  // Shrinks a picture to fit the window, or one side of it, but never so far that it cannot be read; the rest scrolls. Enlarges small ones.
  function fit() {
    const room = parseFloat(getComputedStyle(picture).maxHeight) - 4, readable = 0.72;
    for (const svg of picture.querySelectorAll("svg")) {
      const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
      const beside = (picture.clientWidth - 2) / width, above = room / height;
      const whole = Math.min(beside, above), side = Math.max(beside, above);
      const scale = whole >= readable ? Math.min(whole, 1.8) : side >= readable ? Math.min(side, 1) : 1;
      svg.style.width = `${Math.floor(width * scale)}px`;
    }
  }
  const addressed = () => +(/^#step=(\d+)$/.exec(location.hash)?.[1] ?? 0);

  // Some browsers let no page from a file change its address, nor any page often.
  function address() {
    if (now === addressed())
      return;
    try { history.replaceState(null, "", `#step=${now}`); } catch { /* the story goes on without */ }
  }

  addEventListener("resize", () => { fit(); show(now); });
  addEventListener("hashchange", () => show(addressed()));
  fit();
  show(addressed());
})();
