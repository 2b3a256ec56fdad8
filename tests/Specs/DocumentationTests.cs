using System.Text;
using Muster.Specs;
using Muster.Specs.Keys;

namespace Muster.Tests.Specs;

/// <summary>docs/sweeps.md says what the reader does: its table is the reader's, and its samples are read.</summary>
public class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "sweeps.md"));

    [Fact]
    public void The_table_of_settings_is_the_readers_own()
    {
        const string start = "by a test -->\n";
        var from = Page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var table = Page[from..Page.IndexOf("<!-- end of settings -->", StringComparison.Ordinal)];

        Assert.Equal(Table(), table);
    }

    [Fact]
    public void Every_sample_is_a_sweep_that_can_be_submitted()
    {
        var samples = Page.Split("```").Where((_, i) => i % 2 == 1).Select(s => s.Split('\n', 2)).ToList();

        Assert.Equal(["yaml", "csv", "csv"], samples.Select(s => s[0]));
        Assert.All(samples, s => Reading.Good(s[1], s[0] == "csv" ? SpecFormat.Csv : SpecFormat.Yaml));
    }

    private static string Table()
    {
        var table = new StringBuilder("| key | meaning | value | default | in rows | here |\n|---|---|---|---|---|---|\n");
        foreach (var s in SettingTable.All)
        {
            var cells = new[] { $"`{s.Key}`", s.Meaning, s.Allowed, s.Default, s.StandsInRows ? "yes" : "", s.ActsHere ? "yes" : "" };
            table.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }
        return table.ToString();
    }
}
