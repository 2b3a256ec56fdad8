using System.Text;
using Muster.Specs;
using Muster.Specs.Keys;
using Muster.Specs.Queues;

namespace Muster.Tests.Specs;

/// <summary>docs/sweeps.md and docs/graphs.md say what the reader does: their tables are the reader's, and their samples are read.</summary>
public class DocumentationTests
{
    private static readonly string Page = Docs("sweeps.md");
    private static readonly string Graphs = Docs("graphs.md");

    [Fact]
    public void The_table_of_settings_is_the_readers_own() =>
        Assert.Equal(Table(SweepTable.All, ("in rows", s => s.StandsInRows ? "yes" : ""), ("here", s => s.ActsHere ? "yes" : "")), TableOf(Page, "settings"));

    [Fact]
    public void The_tables_of_a_queue_and_of_a_job_are_the_readers_own()
    {
        Assert.Equal(Table(QueueTable.All, ("here", s => s.ActsHere ? "yes" : "")), TableOf(Graphs, "queue"));
        Assert.Equal(Table(JobTable.All), TableOf(Graphs, "job"));
    }

    [Fact]
    public void Every_sample_of_a_graph_is_read_as_what_it_is_said_to_be()
    {
        var readings = Graphs.Split("```").Where((_, i) => i % 2 == 1).Select(s => s.Split('\n', 2))
            .Select(s => Reading.Text(s[1], s[0] == "json" ? SpecFormat.Json : SpecFormat.Yaml).Reading).ToList();

        Assert.All(readings, reading => Assert.Equal("", string.Join("\n", reading.Errors)));
        Assert.Equal([SpecKind.Queue, SpecKind.Queue, SpecKind.Sweep], readings.Select(reading => reading.Kind));
    }

    [Fact]
    public void Every_sample_is_a_sweep_that_can_be_submitted()
    {
        var samples = Page.Split("```").Where((_, i) => i % 2 == 1).Select(s => s.Split('\n', 2)).ToList();

        Assert.Equal(["yaml", "csv", "csv"], samples.Select(s => s[0]));
        Assert.All(samples, s => Reading.Good(s[1], s[0] == "csv" ? SpecFormat.Csv : SpecFormat.Yaml));
    }

    private static string Docs(string page) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", page));

    private static string TableOf(string page, string name)
    {
        var start = $"<!-- {name}: this table is compared with the reader's own by a test -->\n";
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[from..page.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal)];
    }

    private static string Table(IEnumerable<Setting> settings, params (string Name, Func<Setting, string> Of)[] more)
    {
        (string Name, Func<Setting, string> Of)[] columns = [("key", s => $"`{s.Key}`"), ("meaning", s => s.Meaning), ("value", s => s.Allowed), ("default", s => s.Default), .. more];
        var table = new StringBuilder($"| {string.Join(" | ", columns.Select(c => c.Name))} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var setting in settings)
            table.Append("| ").AppendJoin(" | ", columns.Select(c => c.Of(setting).Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        return table.ToString();
    }
}
