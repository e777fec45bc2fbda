// Paging as the TRS pages do it: links are written by a script, so a crawler has to read the call instead.
function pageLinks(count, current, name, extension) {
  for (var k = 0; count > 1 && k < count; k++) {
    var file = name + (k ? "_" + k : "") + "." + extension;
    document.write(k === current ? " <b>" + (k + 1) + "</b> " : ' <a href="' + file + '">' + (k + 1) + "</a> ");
  }
}
var createPageHTML = pageLinks;
var createPageHTML_ZW = pageLinks;
