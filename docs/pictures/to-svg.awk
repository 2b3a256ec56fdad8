# Makes an SVG of a terminal's screen, as "tmux capture-pane -e -p" gives it: text with colours (SGR), a line per row.
# Variables: title, what the picture shows; columns, how wide the terminal is.
function escaped(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
function piece(text) { return class == "" ? escaped(text) : "<tspan class=\"" class "\">" escaped(text) "</tspan>" }
function style(codes, n, list, i) {
  n = split(codes, list, ";")
  if (codes == "") class = ""
  for (i = 1; i <= n; i++) {
    if (list[i] == 0 || list[i] == 39 || list[i] == 22) class = ""
    else if (list[i] in names) class = names[list[i]]
  }
}
BEGIN { names[1] = "b"; names[31] = "r"; names[32] = "g"; names[33] = "y"; names[36] = "c" }
{
  text = ""; rest = $0
  while (match(rest, /\033\[[0-9;]*m/)) {
    if (RSTART > 1) text = text piece(substr(rest, 1, RSTART - 1))
    style(substr(rest, RSTART + 2, RLENGTH - 3)); rest = substr(rest, RSTART + RLENGTH)
  }
  if (rest != "") text = text piece(rest)
  plain = $0; gsub(/\033\[[0-9;]*m/, "", plain)
  lines[NR] = text; lengths[NR] = length(plain)
  if (text != "") last = NR
}
END {
  width = columns * 8.4 + 32; height = last * 19 + 32
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-labelledby=\"t\">\n", width, height, width
  printf "<title id=\"t\">%s</title>\n", escaped(title)
  print "<style>"
  print "svg { --paper: #ffffff; --ink: #1f2328; --line: #d0d7de; --r: #b42318; --g: #116329; --y: #7d4e00; --c: #0a5a80 }"
  print "@media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --line: #30363d; --r: #ff8f85; --g: #7ee787; --y: #e3b341; --c: #79c0ff } }"
  print "rect { fill: var(--paper); stroke: var(--line) } text { fill: var(--ink); font: 14px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }"
  print ".b { font-weight: bold } .r { fill: var(--r) } .g { fill: var(--g) } .y { fill: var(--y) } .c { fill: var(--c) }"
  print "</style>"
  printf "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", width - 1, height - 1
  for (row = 1; row <= last; row++)
    if (lines[row] != "") printf "<text x=\"16\" y=\"%d\" textLength=\"%.1f\" xml:space=\"preserve\">%s</text>\n", row * 19 + 12, lengths[row] * 8.4, lines[row]
  print "</svg>"
}
