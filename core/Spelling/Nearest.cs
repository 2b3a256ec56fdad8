namespace Muster.Spelling;

/// <summary>Finds the word that a misspelt one was meant to be.</summary>
public static class Nearest
{
    /// <summary>
    /// The nearest of the allowed keys, where any key that is not allowed is wrong anyway: within a third of its length, at least one slip;
    /// null when none is near.
    /// </summary>
    public static string? Of(string key, IEnumerable<string> allowed) => allowed
        .Select(a => (Key: a, Distance: Plain(a) == Plain(key) ? 0 : Distance(key, a)))
        .Where(a => a.Distance <= Math.Max(1, a.Key.Length / 3))
        .OrderBy(a => a.Distance)
        .Select(a => a.Key)
        .FirstOrDefault();

    /// <summary>
    /// The setting that a parameter's name looks like; null when it looks like none. Parameters are free in their names, so this is
    /// careful: the same letters in another spelling (<c>maxConcurrent</c>, <c>Region</c>) always count; one slip counts from five letters on,
    /// two from nine; in four letters only a swap; in fewer nothing, since <c>tol</c>, <c>amp</c> and <c>end</c> are good names.
    /// </summary>
    public static string? Lookalike(string name, IEnumerable<string> settings) => settings
        .Select(s => (Key: s, Distance: Plain(s) == Plain(name) ? 0 : Distance(name, s)))
        .Where(s => s.Distance <= Slips(s.Key.Length) || (s.Key.Length == 4 && IsSwap(name, s.Key)))
        .OrderBy(s => s.Distance)
        .Select(s => s.Key)
        .FirstOrDefault();

    private static int Slips(int length) => length switch { < 5 => 0, < 9 => 1, _ => 2 };

    private static bool IsSwap(string name, string key) => name.Length == key.Length && Distance(name, key) == 1 && name.Order().SequenceEqual(key.Order());

    private static string Plain(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Slips between two texts: letters left out, added, changed, or two neighbours swapped (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[3][];
        for (var i = 0; i < 3; i++) rows[i] = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (before, last, row) = (rows[(i + 1) % 3], rows[(i + 2) % 3], rows[i % 3]);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return rows[a.Length % 3][b.Length];
    }
}
