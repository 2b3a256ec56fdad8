using System.Text;

namespace Muster.Bench.Reporting;

/// <summary>Rows as Markdown.</summary>
internal static class Table
{
    /// <summary>The table of these rows.</summary>
    public static string Of(IEnumerable<Row> rows)
    {
        var text = new StringBuilder();
        text.Append("| what | takes | against | takes | ratio | target | verdict | ratio of CPU time |\n");
        text.Append("|---|---:|---|---:|---:|---:|---|---:|\n");
        foreach (var row in rows)
            text.Append(LineOf(row)).Append('\n');
        return text.ToString();
    }

    /// <summary>The line of one row.</summary>
    public static string LineOf(Row row) =>
        $"| {row.What} | {row.Ours} | {row.Against} | {row.Theirs} | {row.Ratio} | {row.Target} | {row.Verdict} | {row.CpuRatio} |";
}
