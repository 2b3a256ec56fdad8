using System.Globalization;
using System.Text;

namespace Muster.Bench.Programs;

/// <summary>How the jobs of a measured graph wait for each other.</summary>
internal enum GraphShape
{
    /// <summary>Each for the one before.</summary>
    Chain,

    /// <summary>None for another.</summary>
    Fan,
}

/// <summary>One graph of jobs that do nothing, as each of the tools reads it.</summary>
/// <param name="Folder">Where its files go.</param>
/// <param name="Shape">Who waits for whom.</param>
/// <param name="Jobs">How many jobs, 1 or more.</param>
internal sealed record GraphFiles(TemporaryFolder Folder, GraphShape Shape, int Jobs)
{
    private string Name => string.Create(CultureInfo.InvariantCulture, $"{(Shape == GraphShape.Chain ? "chain" : "fan")}-{Jobs}");

    /// <summary>A queue file.</summary>
    /// <param name="atOnce">Most jobs at a time.</param>
    /// <returns>Its path.</returns>
    public string Queue(int atOnce) => Folder.Write($"{Name}.yaml", Lines(
        $"queue_name: {Name}\nglobal_timeout: 2h\nmax_parallel: {atOnce}\njobs:",
        job => $"- job_id: j{job}\n  command: \"true\"{(Needs(job) is { } needed ? $"\n  depends_on: [j{needed}]" : "")}"));

    /// <summary>A makefile whose targets are files in the folder <c>done</c>, made when their job has succeeded: what make needs to go on after it was killed.</summary>
    /// <returns>Its path.</returns>
    public string MakeWithStamps() => Makefile("stamps.mk", "SHELL := /bin/bash", "done/j", "true > $@.log 2>&1 && touch $@");

    /// <summary>A makefile without any file: nothing is kept, and after a kill all of it runs again.</summary>
    /// <returns>Its path.</returns>
    public string MakeOfNothing() => Makefile("nothing.mk", "SHELL := /bin/bash", "j", "true");

    /// <summary>The same without a shell: make executes by itself what is plain enough.</summary>
    /// <returns>Its path.</returns>
    public string MakeWithoutShell() => Makefile("direct.mk", "", "j", "true");

    /// <summary>A file for Snakemake, whose outputs are files in the folder <c>done</c>.</summary>
    /// <returns>Its path.</returns>
    public string Snakefile() => Folder.Write($"{Name}.smk", Lines(
        $"rule all:\n    input: [f'done/j{{i}}' for i in range(1, {Jobs + 1})]",
        job => $"rule j{job}:\n{(Needs(job) is { } needed ? $"    input: 'done/j{needed}'\n" : "")}    output: touch('done/j{job}')\n    shell: 'true'"));

    private string Makefile(string kind, string head, string target, string recipe)
    {
        var all = string.Concat(Enumerable.Range(1, Jobs).Select(job => $" {target}{job}"));
        var phony = recipe.Contains("$@", StringComparison.Ordinal) ? "" : $"\n.PHONY:{all}";
        return Folder.Write($"{Name}.{kind}", Lines(
            $"{head}\nMAKEFLAGS += --no-builtin-rules{phony}\nall:{all}",
            job => $"{target}{job}:{(Needs(job) is { } needed ? $" {target}{needed}" : "")}\n\t@{recipe}"));
    }

    private int? Needs(int job) => Shape == GraphShape.Chain && job > 1 ? job - 1 : null;

    private string Lines(string head, Func<int, string> lineOf)
    {
        var text = new StringBuilder(head).Append('\n');
        for (var job = 1; job <= Jobs; job++)
            text.Append(lineOf(job)).Append('\n');
        return text.ToString();
    }
}
