using System.Globalization;
using Muster.Graphs;

namespace Muster.Jobs;

/// <summary>A job graph that is to be drawn by others.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Spec">The graph.</param>
/// <param name="Jobs">Where its jobs stand, in file order; empty: it was not run.</param>
public sealed record GraphDrawing(string Title, GraphSpec Spec, IReadOnlyList<JobView> Jobs)
{
    private JobGraph Graph { get; } = JobGraph.Of(Spec.Jobs);

    /// <summary>As a flowchart of Mermaid: a node with the job's id and its state, an arrow to each job that depends on it.</summary>
    public IEnumerable<string> Mermaid()
    {
        yield return "---";
        yield return $"title: {MermaidText.Title(Title)}";
        yield return "---";
        yield return "flowchart TD";
        for (var job = 0; job < Spec.Jobs.Count; job++)
            yield return $"  {Node(job)}[\"{MermaidText.Label(Spec.Jobs[job].Id)}{(StateOf(job) is { } state ? $"<br/>{JobSentences.Word(state)}" : "")}\"]";
        foreach (var (from, to) in Edges())
            yield return $"  {Node(from)} --> {Node(to)}";
        foreach (var group in Jobs.GroupBy(job => job.State).OrderBy(group => group.Key))
        {
            var (word, colors) = (JobSentences.Word(group.Key), JobColors.Of(group.Key));
            yield return $"  classDef {word} fill:{colors.Fill},stroke:{colors.Line},color:{colors.Text}";
            yield return $"  class {string.Join(',', group.Select(job => Node(job.Place)))} {word}";
        }
    }

    /// <summary>As a digraph of Graphviz's language DOT, likewise.</summary>
    public IEnumerable<string> Dot()
    {
        yield return $"digraph {DotText.Quoted(Title)} {{";
        yield return $"  graph [label={DotText.Quoted(Title)}, labelloc=t, fontname=\"sans-serif\"];";
        yield return "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];";
        for (var job = 0; job < Spec.Jobs.Count; job++)
        {
            var id = Spec.Jobs[job].Id;
            yield return StateOf(job) is { } state && JobColors.Of(state) is var colors
                ? $"  {DotText.Quoted(id)} [label={DotText.Lines(id, JobSentences.Word(state))}, fillcolor=\"{colors.Fill}\", color=\"{colors.Line}\", fontcolor=\"{colors.Text}\"];"
                : $"  {DotText.Quoted(id)};";
        }

        foreach (var (from, to) in Edges())
            yield return $"  {DotText.Quoted(Spec.Jobs[from].Id)} -> {DotText.Quoted(Spec.Jobs[to].Id)};";
        yield return "}";
    }

    private IEnumerable<(int From, int To)> Edges() =>
        Enumerable.Range(0, Spec.Jobs.Count).SelectMany(job => Graph.DependenciesOf(job).Select(dependency => (dependency, job)));

    private JobState? StateOf(int job) => Jobs.Count == 0 ? null : Jobs[job].State;

    private static string Node(int job) => string.Create(CultureInfo.InvariantCulture, $"j{job}");
}
