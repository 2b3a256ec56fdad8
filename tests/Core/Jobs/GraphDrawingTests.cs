using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Muster.Graphs;
using Muster.Jobs;
using Muster.Operations;
using Muster.Points;
using Muster.Tests.Core.Graphs;

namespace Muster.Tests.Core.Jobs;

public partial class GraphDrawingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GraphSpec Hostile = new() { Jobs = AnyGraph.Of("end", "1.: end", "graph._x_: end", "node-_: 1.", "a_b.c-d: graph._x_, node-_") };

    [Fact]
    public void Mermaid_has_a_node_for_each_job_and_an_arrow_for_each_dependency() => Assert.Equal(
        """
        ---
        title: "release \"1\""
        ---
        flowchart TD
          j0["end"]
          j1["1#46;"]
          j2["graph.#95;x#95;"]
          j3["node-#95;"]
          j4["a_b.c-d"]
          j0 --> j1
          j0 --> j2
          j1 --> j3
          j2 --> j4
          j3 --> j4
        """,
        string.Join('\n', new GraphDrawing("release \"1\"", Hostile, []).Mermaid()));

    [Fact]
    public void Mermaid_of_a_run_says_each_state_in_words_and_colours_it() => Assert.Equal(
        """
        ---
        title: "r"
        ---
        flowchart TD
          j0["a<br/>failed"]
          j1["b<br/>skipped"]
          j2["c<br/>skipped"]
          j0 --> j1
          classDef failed fill:#fadcd9,stroke:#b42318,color:#5c110b
          class j0 failed
          classDef skipped fill:#e9e9ec,stroke:#8a8f98,color:#3c4048
          class j1,j2 skipped
        """,
        string.Join('\n', new GraphDrawing("r", Failed, Views()).Mermaid()));

    [Fact]
    public void Dot_of_a_run_says_each_state_in_words_and_colours_it() => Assert.Equal(
        """
        digraph "r \"1\" \\" {
          graph [label="r \"1\" \\", labelloc=t, fontname="sans-serif"];
          node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="sans-serif"];
          "a" [label="a\nfailed", fillcolor="#fadcd9", color="#b42318", fontcolor="#5c110b"];
          "b" [label="b\nskipped", fillcolor="#e9e9ec", color="#8a8f98", fontcolor="#3c4048"];
          "c" [label="c\nskipped", fillcolor="#e9e9ec", color="#8a8f98", fontcolor="#3c4048"];
          "a" -> "b";
        }
        """,
        string.Join('\n', new GraphDrawing("r \"1\" \\", Failed, Views()).Dot()));

    /// <summary>By Mermaid's grammar of flowcharts: statements on lines of their own, nodes as <c>id["text"]</c> with entity codes <c>#nn;</c>, links, <c>classDef</c> and <c>class</c>.</summary>
    [Fact]
    public void Mermaid_of_any_graph_keeps_to_its_grammar() =>
        Prop.ForAll(AnyGraph.Sound.ToArbitrary(), jobs =>
        {
            var lines = new GraphDrawing("t", new() { Jobs = jobs }, []).Mermaid().ToList();
            Assert.Equal(["---", "title: \"t\"", "---", "flowchart TD"], lines.Take(4));
            Assert.All(lines.Skip(4), line => Assert.Matches(Statement(), line));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_of_mermaid_hold_no_character_that_could_end_or_steer_them() =>
        Prop.ForAll(Sweeps.Texts.Any.ToArbitrary(), text => Label().IsMatch(MermaidText.Label(text))).QuickCheckThrowOnFailure();

    [Fact(Explicit = true)]
    public async Task Graphviz_draws_it()
    {
        foreach (var drawing in new GraphDrawing[] { new("hostile \"\\", Hostile, []), new("r", Failed, Views()) })
        {
            using var dot = Process.Start(new ProcessStartInfo("dot", ["-Tsvg"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await dot.StandardInput.WriteAsync(string.Join('\n', drawing.Dot()));
            dot.StandardInput.Close();
            var (svg, error) = (await dot.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), await dot.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await dot.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (dot.ExitCode, error));
            Assert.All(drawing.Spec.Jobs, job => Assert.Contains($">{job.Id}</text>", svg.Replace("&#45;", "-", StringComparison.Ordinal), StringComparison.Ordinal));
        }
    }

    private static GraphSpec Failed { get; } = new() { Jobs = AnyGraph.Of("a", "b: a", "c") };

    private static IReadOnlyList<JobView> Views()
    {
        var kept = new GraphState(Failed);
        kept.Apply(new GraphEvent.JobStarted(0, Now));
        kept.Apply(new GraphEvent.JobEnded(0, new() { Number = 1, End = AttemptEnd.Exited, ExitCode = 3, StartedAt = Now }, JobState.Failed, null, "Attempt 1 of 1 was the last."));
        return JobJudge.Of(Failed, kept, PointStanding.Failed, false, Now);
    }

    [GeneratedRegex("""^  (j\d+\["[^"]*"\]|j\d+ --> j\d+|classDef \w+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}|class j\d+(,j\d+)* \w+)$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statement();

    [GeneratedRegex("^([A-Za-z0-9 ._-]|#[0-9]+;)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();
}
