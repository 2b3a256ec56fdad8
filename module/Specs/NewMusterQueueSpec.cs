using System.Management.Automation;
using Muster.PowerShell.Pipeline;

namespace Muster.PowerShell.Specs;

/// <summary>Makes a queue: jobs that wait for each other. It is judged as a queue file is, and can be saved as one, or submitted by Submit-MusterRun.</summary>
[Cmdlet(VerbsCommon.New, "MusterQueueSpec", SupportsShouldProcess = true)]
[OutputType(typeof(MusterSpec))]
public sealed class NewMusterQueueSpec : SpecCmdlet
{
    private readonly List<object> jobs = [];

    /// <summary>The jobs: as New-MusterJobSpec gives them, or as hashtables with the keys of a file, such as <c>@{ job_id = 'build'; command = 'make' }</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public object[] Job { get; set; } = [];

    /// <summary>The queue's name. Left out: <c>queue</c>, or the name of the file that it is saved to.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What jobs find in the variable <c>QUEUE_ID</c>. Left out: the run's id.</summary>
    [Parameter]
    public string? QueueId { get; set; }

    /// <summary>Most jobs that run at once; 1 when it is left out.</summary>
    [Parameter]
    public int? MaxParallel { get; set; }

    /// <summary>What follows when a job has failed for good: <c>stop</c> starts no more jobs, <c>continue</c> skips only those that depend on it.</summary>
    [Parameter]
    public string? OnFailure { get; set; }

    /// <summary>The file that the queue is saved to; its name ends in <c>.json</c>.</summary>
    [Parameter]
    public string? OutFile { get; set; }

    internal override Task ProcessAsync(ICmdletSink sink, CancellationToken cancel)
    {
        jobs.AddRange(Job);
        return Task.CompletedTask;
    }

    internal override Task EndAsync(ICmdletSink sink, CancellationToken cancel) => FinishAsync(
        new SpecDraft().With("queue_name", Name, "-Name").With("queue_id", QueueId, "-QueueId").With("global_timeout", Timeout, "-Timeout")
            .With("max_parallel", MaxParallel, "-MaxParallel").With("on_failure", OnFailure, "-OnFailure").With("env", Env, "-Env").With("jobs", jobs, "-Job").WithSettings(Setting),
        "queue", OutFile, sink);
}
