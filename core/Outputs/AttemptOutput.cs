using System.Globalization;

namespace Muster.Outputs;

/// <summary>Bytes that were written, and where they are.</summary>
/// <param name="File">Name of the file, relative to the run's output folder; of a job of a graph, the key of a blob (<see cref="Graphs.GraphBlobs"/>).</param>
/// <param name="Offset">First byte, 0-based.</param>
/// <param name="Length">Number of bytes, more than 0.</param>
public sealed record OutputRef(string File, long Offset, long Length)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Offset}+{Length}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static OutputRef Parse(string text)
    {
        var (colon, plus) = (text.LastIndexOf(':'), text.LastIndexOf('+'));
        return colon > 0 && plus > colon && Number(text[(colon + 1)..plus]) is { } offset && Number(text[(plus + 1)..]) is { } length
            ? new(text[..colon], offset, length)
            : throw new FormatException($"'{text}' names no output; expected FILE:OFFSET+LENGTH, such as a.pack:0+120");
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Where the output of one attempt is. Its text is short, and is what a record keeps.</summary>
/// <param name="Stdout">Standard output; null: nothing was written.</param>
/// <param name="Stderr">Standard error; null: nothing was written.</param>
public sealed record AttemptOutput(OutputRef? Stdout, OutputRef? Stderr)
{
    /// <summary>An attempt that wrote nothing.</summary>
    public static AttemptOutput Empty { get; } = new(null, null);

    /// <summary><c>-</c> for nothing at all, else standard output, a bar and standard error: <c>a.pack:0+120|-</c>.</summary>
    public override string ToString() => this == Empty ? "-" : $"{Stdout?.ToString() ?? "-"}|{Stderr?.ToString() ?? "-"}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static AttemptOutput Parse(string text)
    {
        if (text == "-") return Empty;
        var parts = text.Split('|');
        return parts.Length == 2
            ? new(PartOf(parts[0]), PartOf(parts[1]))
            : throw new FormatException($"'{text}' names no output of an attempt; expected STDOUT|STDERR, or - for none");
    }

    private static OutputRef? PartOf(string text) => text == "-" ? null : OutputRef.Parse(text);
}
