using System.Globalization;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Graphs;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Agent.Graphs;

/// <summary>The variables that a job gets besides those that all points of its run share (<see cref="PointEnvironment.Shared"/>). Of one name the later beats the earlier.</summary>
internal static class JobEnvironment
{
    /// <summary>The mark of an attempt that survives its engine.</summary>
    public static EnvironmentVariable MarkOf(RunId run, int round, long point, string job, int attempt) =>
        new(PointEnvironment.SurvivorMark, $"{run}/{RunFolders.NameOf(round, point, 0)}/{job}/{attempt}");

    /// <summary>The variables of one attempt, with distinct names.</summary>
    public static IReadOnlyList<EnvironmentVariable> Of(JobVariables what)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in what.Point)
            variables[variable.Name] = variable.Value;
        foreach (var (name, value) in what.Job.Env)
            variables[name] = value;
        variables["JOB_ID"] = what.Job.Id;
        variables["JOB_ATTEMPT"] = what.Attempt.ToString(CultureInfo.InvariantCulture);
        variables["QUEUE_ID"] = what.QueueId;
        variables["MUSTER_CHECKPOINT_DIR"] = what.Checkpoint;
        variables["MUSTER_NOTICE_FILE"] = what.Notice;
        variables["SLURM_CPUS_PER_TASK"] = Math.Max(1, Math.Ceiling(what.Job.Resources.Cpus)).ToString("0", CultureInfo.InvariantCulture);
        foreach (var (job, folder) in what.Results)
            variables[JobVariable.OfResults(job)] = folder;
        if (what.Mark is { } mark)
            variables[mark.Name] = mark.Value;
        return [.. variables.Select(pair => new EnvironmentVariable(pair.Key, pair.Value))];
    }
}

/// <summary>What a job's variables are made of.</summary>
internal sealed record JobVariables
{
    /// <summary>The variables of the point's attempt, with the job's own directory, result file, GPUs and deadline.</summary>
    public required IReadOnlyList<EnvironmentVariable> Point { get; init; }

    /// <summary>The job.</summary>
    public required JobSpec Job { get; init; }

    /// <summary>1-based.</summary>
    public required int Attempt { get; init; }

    /// <summary>The queue's id.</summary>
    public required string QueueId { get; init; }

    /// <summary>Absolute path of its checkpoint folder.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Absolute path of the file that tells of an interruption.</summary>
    public required string Notice { get; init; }

    /// <summary>The folders with the results of the jobs that it depends on, by their ids.</summary>
    public required IReadOnlyList<(string Job, string Folder)> Results { get; init; }

    /// <summary>A variable that no other attempt has; null: none is needed.</summary>
    public EnvironmentVariable? Mark { get; init; }
}
