using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Specs;

/// <summary>
/// Makes a job: shell text with an id, which may wait for other jobs. Jobs are put together to a queue by New-MusterQueueSpec, or to the graph that a sweep runs for each of its points by New-MusterSweepSpec.
/// </summary>
[Cmdlet(VerbsCommon.New, "MusterJobSpec")]
[OutputType(typeof(MusterJobSpec))]
public sealed class NewMusterJobSpec : SpecCmdlet
{
    /// <summary>The job's id: letters, digits and the characters <c>. _ -</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Id")]
    public string JobId { get; set; } = "";

    /// <summary>Shell text that is run by bash. Write it in single quotes, so that PowerShell leaves variables to the shell.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Command { get; set; } = "";

    /// <summary>The jobs that must have succeeded before this one starts, by their ids or as objects.</summary>
    [Parameter]
    public string[] DependsOn { get; set; } = [];

    /// <summary>Globs of files that are kept as the job's results, and that jobs which depend on it find.</summary>
    [Parameter]
    public string[] ResultPath { get; set; } = [];

    /// <summary>The CPUs that the job needs.</summary>
    [Parameter]
    public double? Cpus { get; set; }

    /// <summary>The memory that the job needs, such as <c>512MiB</c>, or a number of bytes.</summary>
    [Parameter]
    public object? Memory { get; set; }

    /// <summary>The GPUs that the job needs.</summary>
    [Parameter]
    public int? Gpus { get; set; }

    internal override Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var draft = new SpecDraft().With("job_id", JobId, "-JobId").With("command", Command, "-Command")
            .With("timeout", Timeout, "-Timeout").With("env", Env, "-Env").With("result_paths", ResultPath, "-ResultPath")
            .With("resources.cpus", Cpus, "-Cpus").With("resources.memory", MemoryOf(Memory), "-Memory").With("resources.gpus", Gpus, "-Gpus").WithSettings(Setting);
        // Alone it is judged without the jobs that it waits for, which are not known yet.
        new SpecDraft().With("jobs", new[] { draft.Values }, "-Job").Read("job", null, Path.GetTempPath());
        sink.Write(new MusterJobSpec(draft.With("depends_on", DependsOn, "-DependsOn").Values));
        return Task.CompletedTask;
    }
}
