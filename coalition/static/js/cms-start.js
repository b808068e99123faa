/* What Wagtail writes as an inline script beside a widget stands here as data, on an element that starts it as soon as it
   is in the page: as the page is read, or when a row is added. So the policy of the CMS lets no inline script run. Only
   what Wagtail itself starts this way can be named: an element that somebody smuggled in starts nothing else. */
"use strict";

(() => {
  const CLASSES = new Set([
    "Chooser", "DocumentChooser", "ImageChooser", "PageChooser", "SnippetChooser", "InlinePanel", "MultipleChooserPanel",
  ]);
  const FUNCTIONS = new Set(["createTaskChooser", "initDateChooser", "initDateTimeChooser", "initTimeChooser"]);

  customElements.define(
    "start-widget",
    class extends HTMLElement {
      connectedCallback() {
        if (this.started) return; // a row that is moved stays as it is
        this.started = true;
        const name = this.dataset.function;
        const given = JSON.parse(this.dataset.arguments);
        if (CLASSES.has(name)) new window[name](...given);
        else if (FUNCTIONS.has(name)) window[name](...given);
        else throw new Error(`No widget of the CMS is started by ${name}.`);
      }
    },
  );
})();
