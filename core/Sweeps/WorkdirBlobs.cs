namespace Muster.Sweeps;

/// <summary>Where uploaded folders (<see cref="SweepSpec.Workdir"/>) are among the blobs: by what is in them, so that each is there once, whoever submits it and how often.</summary>
public static class WorkdirBlobs
{
    /// <summary>What their keys start with.</summary>
    public const string Prefix = "workdirs/";

    /// <summary>The key of a folder's archive.</summary>
    /// <param name="digest">The digest of what is in it, lower-case hex.</param>
    public static string KeyOf(string digest) => $"{Prefix}{digest}.tar.gz";
}
