// Counts the lines, words and characters of standard input.
var text = Console.In.ReadToEnd();
var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
Console.WriteLine($"{text.Count(c => c == '\n')} {words.Length} {text.Length}");
