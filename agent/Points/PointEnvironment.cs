using System.Globalization;
using Muster.Agent.Processes;
using Muster.Runs;
using Muster.Sweeps;
using Muster.Workers;

namespace Muster.Agent.Points;

/// <summary>The variables that a point's command gets. Values reach it as environment, never pasted into shell text.</summary>
public static class PointEnvironment
{
    /// <summary>The variable by which everything that an engine started is found when it was killed; its value is the store's folder of runs, or the agent's own folder.</summary>
    public const string EngineMark = "MUSTER_ENGINE_OF";

    /// <summary>The variable by which a command that survives its engine is found.</summary>
    public const string SurvivorMark = "MUSTER_SURVIVOR";

    /// <summary>The mark of an attempt that survives its engine.</summary>
    public static EnvironmentVariable MarkOf(RunId run, int round, long point, int attempt) => new(SurvivorMark, $"{run}/{RunFolders.NameOf(round, point, attempt)}");

    /// <summary>Variables that all points of a run share: the engine's own, the spec's <c>env</c>, and the run's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="mark">The value of <see cref="EngineMark"/>.</param>
    public static EnvironmentTemplate Shared(RunRecord run, SweepSpec spec, string mark) => EnvironmentTemplate.OfEngineAnd(
        spec.Env.Select(pair => new EnvironmentVariable(pair.Key, pair.Value)).Concat(
        [
            new(EngineMark, spec.Survive ? "" : mark),
            new("SWEEP_ID", run.Id.Value),
            new("SWEEP_NAME", run.Name),
            new("SWEEP_SIZE", run.PointCount.ToString(CultureInfo.InvariantCulture)),
            new("MUSTER_WORKDIR", spec.Workdir ?? ""),
            new("SLURM_CPUS_PER_TASK", Math.Max(1, Math.Ceiling(spec.Resources.Cpus)).ToString("0", CultureInfo.InvariantCulture)),
        ]));

    /// <summary>Variables of one attempt.</summary>
    /// <param name="point">The point.</param>
    /// <param name="order">What was ordered.</param>
    /// <param name="place">Its directory, result file and GPUs.</param>
    /// <param name="deadline">When the attempt is ended (UTC).</param>
    public static IReadOnlyList<EnvironmentVariable> Of(Point point, StartOrder order, AttemptPlace place, DateTimeOffset deadline)
    {
        var index = order.Point.ToString(CultureInfo.InvariantCulture);
        var variables = new List<EnvironmentVariable>(point.Parameters.Count + 7)
        {
            new("SWEEP_INDEX", index),
            new("SLURM_ARRAY_TASK_ID", index),
            new("MUSTER_ATTEMPT", order.Attempt.ToString(CultureInfo.InvariantCulture)),
            new("MUSTER_POINT_DIR", place.Directory),
            new("MUSTER_RESULT_FILE", place.ResultFile),
            new("MUSTER_DEADLINE", deadline.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        };
        if (place.Gpus.Count > 0)
            variables.Add(new("CUDA_VISIBLE_DEVICES", string.Join(',', place.Gpus)));
        foreach (var parameter in point.Parameters)
            variables.Add(new(ParameterName.Variable(parameter.Name), parameter.Value.Text));
        return variables;
    }
}

/// <summary>Where an attempt runs.</summary>
/// <param name="Directory">Its working directory.</param>
/// <param name="ResultFile">The file that it may write a JSON object to.</param>
/// <param name="Gpus">GPUs that are its own; empty: none.</param>
public sealed record AttemptPlace(string Directory, string ResultFile, IReadOnlyList<string> Gpus);
