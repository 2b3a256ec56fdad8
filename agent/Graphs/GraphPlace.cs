using Muster.Agent.Output;
using Muster.Agent.Points;
using Muster.Agent.Processes;
using Muster.Graphs;
using Muster.Workers;

namespace Muster.Agent.Graphs;

/// <summary>What the jobs of one point have in common while a worker runs them.</summary>
internal sealed record GraphPlace
{
    /// <summary>What the executor works with.</summary>
    public required GraphExecutorSetup Setup { get; init; }

    /// <summary>What is the same for all points.</summary>
    public required GraphCommands Commands { get; init; }

    /// <summary>The point.</summary>
    public required StartOrder Order { get; init; }

    /// <summary>Its files on this machine.</summary>
    public required GraphFolders Folders { get; init; }

    /// <summary>Its files among the blobs.</summary>
    public required GraphUpload Upload { get; init; }

    /// <summary>Where short output goes.</summary>
    public required OutputPack Pack { get; init; }

    /// <summary>Where jobs write.</summary>
    public required JobLanes Lanes { get; init; }

    /// <summary>What runs now, by lane; made when the graph is taken up.</summary>
    public RunningJournal? Running { get; set; }

    /// <summary>The journal of what runs now, of this worker or of one that died.</summary>
    public string Journal => Setup.Folders.JobJournal(Order.Chunk.Round, Order.Point);

    /// <summary>Folders that jobs left empty, for the next.</summary>
    public SpareFolders Spares { get; } = new();

    /// <summary>The graph.</summary>
    public GraphSpec Graph => Setup.Spec.Graph!;

    /// <summary>What names an attempt of a job for good.</summary>
    public string StampOf(int attempt) => GraphFolders.StampOf(attempt, Order.Epoch);
}

/// <summary>The commands of a graph's jobs, made once per worker.</summary>
/// <param name="Environment">The variables that all points share.</param>
/// <param name="Lines">What is run for each job, in file order.</param>
/// <param name="Results">What each job keeps, in file order.</param>
internal sealed record GraphCommands(EnvironmentTemplate Environment, IReadOnlyList<CommandLine> Lines, IReadOnlyList<ResultFolder> Results);
