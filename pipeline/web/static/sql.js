"use strict";
// The SQL editor of Datasette's pages: what _codemirror_foot.html does there in an inline script.
window.addEventListener("load", () => {
  const format = document.querySelector("button#sql-format");
  const shown = document.querySelector("pre#sql-query");
  const input = document.querySelector("textarea#sql-editor");
  if (input) {
    const editor = CodeMirror.fromTextArea(input, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
    editor.setOption("extraKeys", {
      "Shift-Enter": () => document.querySelector("form.sql").submit(),
      Tab: false,
    });
    if (format) {
      format.hidden = Boolean(shown);
      format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
    editor.getInputField().setAttribute("aria-label", "SQL");
    cmResize(editor, { resizableWidth: false });
  }
  if (format && shown) {
    const formatted = sqlFormatter.format(shown.textContent);
    format.hidden = formatted === shown.textContent;
    format.addEventListener("click", () => { shown.textContent = formatted; });
  }
});
