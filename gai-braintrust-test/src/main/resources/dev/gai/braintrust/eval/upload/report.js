// Sorts and filters what is there, and moves from case to case.
(() => {
	const list = document.querySelector(".cases");
	const cases = [...list.children];
	const sort = document.getElementById("sort");
	const none = document.querySelector(".nothing");
	const number = (each, name) => {
		if (name.startsWith("score:")) {
			const value = JSON.parse(each.dataset.scores)[name.slice(6)];
			return value === undefined ? 2 : value;
		}
		return name === "took" ? -each.dataset.took : Number(each.dataset[name]);
	};
	const paint = () => {
		const by = sort.value;
		const show = document.querySelector("[data-show][aria-pressed=true]").dataset.show;
		const order = [...cases].sort((a, b) => (by === "name" ? a.dataset.name.localeCompare(b.dataset.name)
			: number(a, by) - number(b, by)) || a.dataset.order - b.dataset.order);
		const shown = order.filter((each) => show === "all" || each.classList.contains(show));
		list.replaceChildren(...shown);
		none.hidden = shown.length > 0;
	};
	document.querySelector(".tools").hidden = false;
	document.querySelector(".keys").hidden = false;
	sort.addEventListener("change", paint);
	document.querySelectorAll("[data-show]").forEach((button) => button.addEventListener("click", () => {
		document.querySelectorAll("[data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
		paint();
	}));
	document.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey || /^(SELECT|INPUT|TEXTAREA)$/.test(event.target.tagName)) {
			return;
		}
		if (event.key === "j" || event.key === "k") {
			const lines = [...list.querySelectorAll(".case > details > summary")];
			const at = lines.findIndex((line) => line.parentNode.contains(document.activeElement));
			const next = lines[at < 0 ? 0 : Math.max(0, Math.min(lines.length - 1, at + (event.key === "j" ? 1 : -1)))];
			next?.focus();
			next?.scrollIntoView({ block: "nearest" });
		}
	});
})();
