namespace Muster.Agent.Graphs;

/// <summary>Where a point's graph is on the machine that runs it. Ids of jobs can be names of folders, and no two of a graph meet where letters are not told apart.</summary>
internal sealed class GraphFolders
{
    /// <summary>The folders of a graph.</summary>
    /// <param name="root">Absolute path of the graph's own folder.</param>
    public GraphFolders(string root)
    {
        Root = root;
        Journal = Path.Join(root, "journal");
        Kept = Path.Join(root, KeptName);
        Notice = Path.Join(root, "notice.json");
        AllResults = Path.Join(root, "results");
    }

    /// <summary>The name of <see cref="Kept"/> in the graph's own folder.</summary>
    public const string KeptName = "kept";

    /// <summary>The graph's own folder.</summary>
    public string Root { get; }

    /// <summary>What happened, event by event.</summary>
    public string Journal { get; }

    /// <summary>What jobs wrote, until it is among the blobs.</summary>
    public string Kept { get; }

    /// <summary>What jobs find in <c>MUSTER_NOTICE_FILE</c>.</summary>
    public string Notice { get; }

    /// <summary>All results, a folder for each job.</summary>
    public string AllResults { get; }

    /// <summary>The folder that the attempts of a job run in, one after the other.</summary>
    public string DirectoryOf(string job) => Path.Join(Root, "jobs", job);

    /// <summary>The results of one attempt of a job.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="stamp">Which attempt, under which epoch (<see cref="StampOf"/>).</param>
    public string ResultsOf(string job, string stamp) => Path.Join(AllResults, job, stamp);

    /// <summary>The folder of a job that kept no results; it is empty, and made for those who look into it.</summary>
    public string NoResultsOf(string job) => Path.Join(Root, "no-results", job);

    /// <summary>What the attempts of a job find in <c>MUSTER_CHECKPOINT_DIR</c>.</summary>
    public string CheckpointOf(string job) => Path.Join(Root, "checkpoints", job);

    /// <summary>What runs of a job that survives its engine.</summary>
    public string SurvivorOf(string job) => Path.Join(Root, "survivors", job);

    /// <summary>How the attempt of a job that survives its engine ended.</summary>
    public string ExitRecordOf(string job, int attempt) => Path.Join(Root, "survivors", $"{job}.{attempt}.exit");

    /// <summary>Names an attempt of a job for good: two workers may run an attempt of one number when one of them was cut off, but not under one epoch.</summary>
    public static string StampOf(int attempt, long epoch) => $"{attempt}.e{epoch}";

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        foreach (var folder in (string[])[Kept, Path.Join(Root, "survivors")])
            Directory.CreateDirectory(folder);
    }
}
