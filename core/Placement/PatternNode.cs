namespace Muster.Placement;

/// <summary>
/// A part of an instance type pattern. Matching carries the set of all places that can be reached, so nested choices
/// and stars never make it try the same place twice.
/// </summary>
internal abstract record PatternNode
{
    /// <summary>Where matches can end that begin at any of the starts; both by place in the text, from 0 to its length.</summary>
    public abstract bool[] Ends(string text, bool[] starts);

    /// <summary>Whether a text that matches can hold a dot.</summary>
    public abstract bool CanHoldDot { get; }

    internal sealed record Letters(string Text) : PatternNode
    {
        public override bool CanHoldDot => Text.Contains('.', StringComparison.Ordinal);

        public override bool[] Ends(string text, bool[] starts)
        {
            var ends = new bool[starts.Length];
            for (var at = 0; at + Text.Length <= text.Length; at++)
            {
                if (starts[at] && string.CompareOrdinal(text, at, Text, 0, Text.Length) == 0) ends[at + Text.Length] = true;
            }
            return ends;
        }
    }

    internal sealed record Star : PatternNode
    {
        public override bool CanHoldDot => true;

        public override bool[] Ends(string text, bool[] starts)
        {
            var ends = new bool[starts.Length];
            var first = Array.IndexOf(starts, true);
            if (first >= 0) Array.Fill(ends, true, first, ends.Length - first);
            return ends;
        }
    }

    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode
    {
        public override bool CanHoldDot => Parts.Any(p => p.CanHoldDot);

        public override bool[] Ends(string text, bool[] starts) => Parts.Aggregate(starts, (at, part) => part.Ends(text, at));
    }

    internal sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode
    {
        public override bool CanHoldDot => Options.Any(o => o.CanHoldDot);

        public override bool[] Ends(string text, bool[] starts)
        {
            var ends = new bool[starts.Length];
            foreach (var option in Options)
            {
                var reached = option.Ends(text, starts);
                for (var at = 0; at < ends.Length; at++) ends[at] |= reached[at];
            }
            return ends;
        }
    }
}
