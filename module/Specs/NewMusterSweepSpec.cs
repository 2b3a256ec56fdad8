using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Specs;

/// <summary>
/// Makes a sweep: work, and the points that it is done for. Points are the combinations of a grid's values, or objects and hashtables whose properties are the parameters, or both.
/// The sweep is judged as a sweep file is, and can be saved as one, or submitted by Submit-MusterRun.
/// </summary>
[Cmdlet(VerbsCommon.New, "MusterSweepSpec", DefaultParameterSetName = "Command", SupportsShouldProcess = true)]
[OutputType(typeof(MusterSpec))]
public sealed class NewMusterSweepSpec : SpecCmdlet
{
    private readonly List<object> rows = [];

    /// <summary>Shell text that is run for each point, by bash. A point's parameter x is in the variable <c>PARAM_x</c>: write the text in single quotes, so that PowerShell leaves it to the shell.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Command")]
    public string? Command { get; set; }

    /// <summary>A script that is run for each point.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Script")]
    public string? Script { get; set; }

    /// <summary>Jobs that are run for each point: as New-MusterJobSpec gives them, or as hashtables with the keys of a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Job")]
    public object[] Job { get; set; } = [];

    /// <summary>Values by the names of parameters, such as <c>[ordered]@{ lr = 0.1, 0.01; seed = 1..5 }</c>: each combination is a point, and the last parameter varies fastest. A hashtable without order is taken by its names.</summary>
    [Parameter]
    public IDictionary? Grid { get; set; }

    /// <summary>Points, as objects or hashtables with their parameters. They come before those of the grid.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Point")]
    public object[] InputObject { get; set; } = [];

    /// <summary>Parameters that every point has, unless it has a value of its own.</summary>
    [Parameter]
    public IDictionary? Default { get; set; }

    /// <summary>The sweep's name. Left out: <c>sweep</c>, or the name of the file that it is saved to.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The folder that points may read. Left out: the current location, or the folder of the file that the sweep is saved to.</summary>
    [Parameter]
    public string? Workdir { get; set; }

    /// <summary>Shell text that is run once on each worker, before its first point.</summary>
    [Parameter]
    public string? Setup { get; set; }

    /// <summary>Globs of files that are kept as results of a point.</summary>
    [Parameter]
    public string[] ResultPath { get; set; } = [];

    /// <summary>Most points that run at once.</summary>
    [Parameter]
    public int? MaxConcurrent { get; set; }

    /// <summary>Which runs go first.</summary>
    [Parameter]
    [ValidateSet("urgent", "normal", "low")]
    public string? Priority { get; set; }

    /// <summary>The CPUs that a point needs.</summary>
    [Parameter]
    public double? Cpus { get; set; }

    /// <summary>The memory that a point needs, such as <c>512MiB</c>, or a number of bytes.</summary>
    [Parameter]
    public object? Memory { get; set; }

    /// <summary>The GPUs that a point needs.</summary>
    [Parameter]
    public int? Gpus { get; set; }

    /// <summary>How often a point is tried before it counts as failed.</summary>
    [Parameter]
    public int? Attempts { get; set; }

    /// <summary>The most money that the run may cost, in USD.</summary>
    [Parameter]
    public decimal? Budget { get; set; }

    /// <summary>The file that the sweep is saved to; its name ends in <c>.json</c>.</summary>
    [Parameter]
    public string? OutFile { get; set; }

    internal override Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        rows.AddRange(InputObject.Select(row => SpecValues.Parameters(row) ?? row));
        return Task.CompletedTask;
    }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel) => await FinishAsync(
        new SpecDraft().With("name", Name, "-Name").With("command", Command, "-Command").With("script", Script is null ? null : await sink.PathAsync(Script), "-Script").With("jobs", Job, "-Job")
            .With("timeout", Timeout, "-Timeout").With("max_concurrent", MaxConcurrent, "-MaxConcurrent").With("priority", Priority, "-Priority").With("env", Env, "-Env")
            .With("workdir", Workdir is null ? null : await sink.PathAsync(Workdir), "-Workdir").With("setup", Setup, "-Setup").With("results.paths", ResultPath, "-ResultPath")
            .With("resources.cpus", Cpus, "-Cpus").With("resources.memory", MemoryOf(Memory), "-Memory").With("resources.gpus", Gpus, "-Gpus").With("retry.max_attempts", Attempts, "-Attempts")
            .With("budget", Budget, "-Budget").With("defaults", SpecValues.Parameters(Default), "-Default").With("params", rows, "-InputObject").With("grid", GridOf(Grid), "-Grid").WithSettings(Setting),
        "sweep", OutFile, sink);

    /// <summary>The axes: in PowerShell one value is often meant as a list of one.</summary>
    internal static OrderedDictionary? GridOf(IDictionary? grid, bool areParametersOnly = false) =>
        SpecValues.Parameters(grid, static values => SpecValues.IsScalar(values) ? new[] { values } : values, areParametersOnly);
}
