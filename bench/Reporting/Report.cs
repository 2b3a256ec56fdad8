using System.Globalization;

namespace Muster.Bench.Reporting;

/// <summary>What one run of the benchmark found.</summary>
/// <param name="command">The command line that repeats it.</param>
/// <param name="machine">The machine.</param>
internal sealed class Report(string command, string machine)
{
    private readonly List<Row> rows = [];
    private readonly string loadBefore = Machine.Load();
    private string loadAfter = "";

    /// <summary>Where and how it was measured.</summary>
    public string Heading => $"{TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} · {machine}\n`{command}`";

    /// <summary>Adds rows as they come.</summary>
    public void AddAll(IEnumerable<Row> more, Action<Row> show)
    {
        foreach (var row in more)
        {
            rows.Add(row);
            show(row);
        }
    }

    /// <summary>Notes how busy the machine was at the end.</summary>
    public void End(string load) => loadAfter = load;

    /// <summary>Heading and table.</summary>
    public string ToMarkdown() => $"{Heading}\nLoad average when it began {loadBefore}, when it ended {loadAfter} (its own work included).\n\n{Table.Of(rows)}";
}
