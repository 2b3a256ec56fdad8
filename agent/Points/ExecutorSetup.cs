using Muster.Agent.Processes;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Agent.Points;

/// <summary>What an executor works with.</summary>
public abstract record ExecutorSetup
{
    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Its spec.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>Its points.</summary>
    public required IPointSource Points { get; init; }

    /// <summary>The shell that runs commands and <c>setup</c>.</summary>
    public required Shell Shell { get; init; }

    /// <summary>The worker's id.</summary>
    public required string Worker { get; init; }

    /// <summary>Where the run's files are.</summary>
    public required RunFolders Folders { get; init; }

    /// <summary>The value of <see cref="PointEnvironment.EngineMark"/>, by which all that it started is found when its process was killed.</summary>
    public required string Mark { get; init; }

    /// <summary>Starts processes.</summary>
    public required IProcessHost Processes { get; init; }

    /// <summary>The machine's GPUs.</summary>
    public required GpuPool Gpus { get; init; }

    /// <summary>The clocks.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Time between the request to end and force; default 5 seconds, less than the worker's margin before its lease ends.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is told of interruptions; null: nothing ever is.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>The grace of those who are asked to end now.</summary>
    internal TimeSpan GraceNow => Interruption?.GraceOr(Grace) ?? Grace;

    /// <summary>Brings what points leave to the blobs, on a machine that goes away; null: it stays on this machine.</summary>
    public PointUpload? Upload { get; init; }

    /// <summary>Hears of trouble that passes by itself when somebody acts, such as a full disk; null: nobody listens.</summary>
    public Action<string>? Trouble { get; init; }
}
